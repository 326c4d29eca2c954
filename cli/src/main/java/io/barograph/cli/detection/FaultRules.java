package io.barograph.cli.detection;

import io.barograph.cli.demo.Fault;
import io.barograph.cli.rules.RuleFiles;
import io.barograph.cli.stack.StackException;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules that tell of faults.
 *
 * @param files where they stand
 * @param metrics the names of the metrics that each reads, by the name of its alert
 */
public record FaultRules(List<Path> files, Map<String, Set<String>> metrics) {
  public FaultRules {
    files = List.copyOf(files);
    metrics = Map.copyOf(metrics);
  }

  /**
   * Finds them in {@code packs}.
   *
   * @throws StackException if one is not there
   */
  public static FaultRules in(List<Path> packs) throws IOException {
    Set<String> wanted =
        Arrays.stream(Fault.values())
            .flatMap(fault -> fault.alertNames().stream())
            .collect(Collectors.toSet());
    Set<Path> files = new LinkedHashSet<>();
    Map<String, Set<String>> metrics = new TreeMap<>();
    for (Path file : RuleFiles.in(packs)) {
      for (Rule rule : rules(file)) {
        if (rule instanceof Rule.AlertingRule && wanted.contains(rule.name())) {
          files.add(file);
          metrics.put(rule.name(), metricsOf(rule));
        }
      }
    }
    wanted.removeAll(metrics.keySet());
    if (!wanted.isEmpty()) {
      throw new StackException("no rule of the packs is called " + String.join(", ", wanted));
    }
    return new FaultRules(List.copyOf(files), metrics);
  }

  /** True if the rule reads nothing but metrics of {@code names}. */
  public boolean canRead(String alertName, Set<String> names) {
    return names.containsAll(metrics.get(alertName));
  }

  private static List<Rule> rules(Path file) throws IOException {
    try {
      return RuleFile.parse(file.toString(), Files.readString(file)).groups().stream()
          .flatMap(group -> group.rules().stream())
          .toList();
    } catch (RuleFileException invalid) {
      throw new StackException(invalid.getMessage(), invalid);
    }
  }

  private static Set<String> metricsOf(Rule rule) {
    return Leaves.of(rule.expr()).stream().map(VectorSelector::name).collect(Collectors.toSet());
  }
}
