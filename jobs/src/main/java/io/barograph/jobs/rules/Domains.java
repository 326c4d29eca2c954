package io.barograph.jobs.rules;

import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.vector.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Finds which inputs a rule can read, and gives each such set of inputs a domain. */
final class Domains {
  private final List<String> names;
  private final List<Pattern> metrics;
  private final List<List<Integer>> inputSets = new ArrayList<>();

  /**
   * No domain yet.
   *
   * @param metricsOf for each input, a regular expression of the metric names that come from it
   */
  Domains(Map<String, String> metricsOf) {
    this.names = List.copyOf(metricsOf.keySet());
    this.metrics = metricsOf.values().stream().map(Pattern::compile).toList();
  }

  /**
   * The place of the domain of a rule with these leaves.
   *
   * @param leaves none for a rule that reads no series and so follows all clocks
   */
  int indexFor(List<SeriesSelector> leaves) {
    List<Integer> inputs = new ArrayList<>();
    for (int input = 0; input < metrics.size(); input++) {
      Pattern metric = metrics.get(input);
      boolean isRead = leaves.isEmpty() || leaves.stream().anyMatch(leaf -> canRead(leaf, metric));
      if (isRead) {
        inputs.add(input);
      }
    }
    if (!inputSets.contains(inputs)) {
      inputSets.add(inputs);
    }
    return inputSets.indexOf(inputs);
  }

  private static boolean canRead(SeriesSelector leaf, Pattern metric) {
    return leaf.metricName().isEmpty() || metric.matcher(leaf.metricName()).matches();
  }

  /** The domains, each with the step that its rules allow. */
  List<RuleSet.Domain> of(List<SeriesRule> rules, List<GroupRule> groupRules) {
    List<RuleSet.Domain> domains = new ArrayList<>();
    for (int index = 0; index < inputSets.size(); index++) {
      int domain = index;
      LongStream intervals =
          Stream.concat(
                  rules.stream().map(SeriesRule::rule), groupRules.stream().map(GroupRule::rule))
              .filter(rule -> rule.domain() == domain)
              .mapToLong(AlertRule::intervalMillis);
      LongStream steps =
          groupRules.stream()
              .filter(rule -> rule.rule().domain() == domain)
              .flatMap(rule -> rule.plan().plan().leaves().stream())
              .map(Leaf::place)
              .mapToLong(Leaf.Place::stepMillis);
      long step = LongStream.concat(intervals, steps).reduce(0, Domains::greatestCommonDivisor);
      List<Integer> inputs = inputSets.get(index);
      String name = String.join("+", inputs.stream().map(names::get).sorted().toList());
      domains.add(new RuleSet.Domain(index, name, inputs, step));
    }
    return domains;
  }

  private static long greatestCommonDivisor(long one, long other) {
    return other == 0 ? one : greatestCommonDivisor(other, one % other);
  }
}
