package io.barograph.jobs.rules;

import io.barograph.promql.eval.SeriesExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

  /** The place of the domain that the expression belongs to. */
  int indexFor(SeriesExpression expression) {
    String metric = expression.selectors().get(0).metricName();
    List<Integer> inputs = new ArrayList<>();
    for (int input = 0; input < metrics.size(); input++) {
      if (metric.isEmpty() || metrics.get(input).matcher(metric).matches()) {
        inputs.add(input);
      }
    }
    if (!inputSets.contains(inputs)) {
      inputSets.add(inputs);
    }
    return inputSets.indexOf(inputs);
  }

  /** The domains, each with the step that its rules allow. */
  List<RuleSet.Domain> of(List<SeriesRule> rules) {
    List<RuleSet.Domain> domains = new ArrayList<>();
    for (int index = 0; index < inputSets.size(); index++) {
      int domain = index;
      long step =
          rules.stream()
              .filter(rule -> rule.domain() == domain)
              .mapToLong(SeriesRule::intervalMillis)
              .reduce(0, Domains::greatestCommonDivisor);
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
