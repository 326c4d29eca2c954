package io.barograph.cli.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.rules.RulePlace;
import io.barograph.promql.rules.RunnableRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The first rules of many files of which one job takes every one; those that it refuses are left
 * out.
 *
 * @param files what is left of each file
 * @param refused why the others are not there
 */
record TakenRules(List<RuleFile> files, List<RuleFileError> refused) {
  TakenRules {
    files = List.copyOf(files);
    refused = List.copyOf(refused);
  }

  /**
   * Takes rules in the order of the paths and of the files in them, as many as are wanted.
   *
   * @param folders hold rule files, at whatever depth
   * @param interval of the groups that name none
   */
  static TakenRules first(int wanted, Duration interval, List<Path> folders)
      throws IOException, RuleFileException {
    List<RuleFile> all = new ArrayList<>();
    for (Path path : ruleFiles(folders)) {
      // One corpus was rendered by hand and has a placeholder left.
      String text = Files.readString(path).replace("humanizeDuration ERBTPL", "humanizeDuration 0");
      all.add(RuleFile.parse(path.toString(), text));
    }
    List<RuleFileError> refused = new ArrayList<>();
    while (true) {
      AtomicInteger left = new AtomicInteger(wanted);
      List<RuleFile> taken = keep(all, (file, place) -> left.getAndDecrement() > 0);
      List<RuleFileError> errors = errors(taken, interval);
      if (errors.isEmpty()) {
        return new TakenRules(taken, refused);
      }
      refused.addAll(errors);
      all =
          keep(all, (file, place) -> errors.stream().noneMatch(error -> isAt(error, file, place)));
    }
  }

  List<Rule> rules() {
    return files.stream()
        .flatMap(file -> file.groups().stream())
        .flatMap(group -> group.rules().stream())
        .toList();
  }

  /** Writes the files into {@code folder}; no two have a name or the name of a group in common. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < files.size(); i++) {
      int number = i;
      List<Object> groups =
          files.get(i).groups().stream().<Object>map(group -> yaml(number, group)).toList();
      // JSON is YAML.
      json.writeValue(folder.resolve("%03d.yml".formatted(i)).toFile(), Map.of("groups", groups));
    }
  }

  private static Map<String, Object> yaml(int number, RuleGroup group) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("name", "%03d %s".formatted(number, group.name()));
    group.interval().ifPresent(interval -> yaml.put("interval", millis(interval)));
    yaml.put("rules", group.rules().stream().map(TakenRules::yaml).toList());
    return yaml;
  }

  private static Map<String, Object> yaml(Rule rule) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put(rule instanceof AlertingRule ? "alert" : "record", rule.name());
    yaml.put("expr", rule.query());
    yaml.put("labels", rule.labels());
    if (rule instanceof AlertingRule alerting) {
      yaml.put("for", millis(alerting.hold()));
      yaml.put("keep_firing_for", millis(alerting.keepFiringFor()));
      yaml.put("annotations", alerting.annotations());
    }
    return yaml;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static List<Path> ruleFiles(List<Path> folders) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> RuleFile.isRuleFile(file.getFileName().toString()))
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  private static List<RuleFileError> errors(Collection<RuleFile> files, Duration interval) {
    Recordings recordings = new Recordings(files, interval);
    return files.stream()
        .map(file -> RunnableRules.of(file, recordings, EvaluationOptions.DEFAULT))
        .flatMap(runnable -> runnable.refused().stream())
        .toList();
  }

  private static boolean isAt(RuleFileError error, RuleFile file, RulePlace place) {
    return error.file().equals(file.name())
        && error.line() == place.line()
        && error.column() == place.column();
  }

  private static List<RuleFile> keep(
      Collection<RuleFile> files, BiPredicate<RuleFile, RulePlace> isKept) {
    List<RuleFile> kept = new ArrayList<>();
    for (RuleFile file : files) {
      List<RuleGroup> groups = new ArrayList<>();
      for (RuleGroup group : file.groups()) {
        List<Rule> rules = new ArrayList<>();
        List<RulePlace> places = new ArrayList<>();
        for (int i = 0; i < group.rules().size(); i++) {
          if (isKept.test(file, group.places().get(i))) {
            rules.add(group.rules().get(i));
            places.add(group.places().get(i));
          }
        }
        if (!rules.isEmpty()) {
          groups.add(
              new RuleGroup(
                  group.name(),
                  group.interval(),
                  group.queryOffset(),
                  group.limit(),
                  group.labels(),
                  rules,
                  places));
        }
      }
      if (!groups.isEmpty()) {
        kept.add(new RuleFile(file.name(), groups));
      }
    }
    return kept;
  }
}
