package io.barograph.cli.grafana;

import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rule packs that ship, and what their pages say. */
final class Packs {
  static final Path PROJECT = Path.of(System.getProperty("barograph.project"));

  private static final Path RULES = PROJECT.resolve("rules");
  private static final Pattern METRIC_ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  private Packs() {}

  /** Those with rules, whether they have a page or not. */
  static List<String> all() throws IOException {
    try (Stream<Path> packs = Files.list(RULES)) {
      return packs
          .filter(Packs::hasRules)
          .map(pack -> pack.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Those with rules and a page of metrics. */
  static List<String> withPage() throws IOException {
    return all().stream().filter(pack -> Files.exists(page(pack))).toList();
  }

  /** The metrics that the pack's page lists. */
  static Set<String> documented(String pack) throws IOException {
    return METRIC_ROW
        .matcher(Files.readString(page(pack)))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<Rule.AlertingRule> alerts(String pack) throws IOException, RuleFileException {
    List<Path> files;
    try (Stream<Path> all = Files.list(RULES.resolve(pack))) {
      files = all.filter(file -> RuleFile.isRuleFile(file.getFileName().toString())).toList();
    }
    List<Rule.AlertingRule> alerts = new ArrayList<>();
    for (Path file : files) {
      RuleFile.parse(file.toString(), Files.readString(file)).groups().stream()
          .flatMap(group -> group.rules().stream())
          .forEach(rule -> alerts.add((Rule.AlertingRule) rule));
    }
    return alerts;
  }

  private static Path page(String pack) {
    return RULES.resolve(pack).resolve("README.md");
  }

  /** False for a pack of settings alone, such as one of chains. */
  private static boolean hasRules(Path pack) {
    try (Stream<Path> files = Files.list(pack)) {
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> name.endsWith(".yml") && !name.equals("barograph.yml"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
