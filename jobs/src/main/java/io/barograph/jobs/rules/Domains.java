package io.barograph.jobs.rules;

import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.vector.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Finds which inputs a rule can read, and gives each such set of inputs a domain. */
final class Domains {
  private static final int MAX_INPUTS = Integer.SIZE - 1;

  private final List<RuleInput> inputs;
  private final List<Pattern> metrics;
  private final List<List<Integer>> inputSets = new ArrayList<>();

  /** No domain yet. */
  Domains(List<RuleInput> inputs) {
    if (inputs.size() > MAX_INPUTS) {
      throw new IllegalArgumentException(
          "there can be %d inputs at most, was %d".formatted(MAX_INPUTS, inputs.size()));
    }
    this.inputs = List.copyOf(inputs);
    this.metrics = inputs.stream().map(RuleInput::metrics).map(Pattern::compile).toList();
  }

  /**
   * The id of the domain of a rule with these leaves.
   *
   * @param leaves a rule that reads no series, or none but those that show alerts, follows all
   *     clocks
   */
  int indexFor(List<SeriesSelector> leaves) {
    List<Integer> read =
        clocks().filter(input -> leaves.stream().anyMatch(leaf -> canRead(leaf, input))).toList();
    boolean followsAll =
        leaves.isEmpty()
            || (read.isEmpty() && leaves.stream().anyMatch(SeriesSelector::readsAlerts));
    List<Integer> followed = followsAll ? clocks().toList() : read;
    if (!inputSets.contains(followed)) {
      inputSets.add(followed);
    }
    return id(followed);
  }

  /** The inputs as bits: the same whatever the rules are. */
  private static int id(List<Integer> inputs) {
    return inputs.stream().mapToInt(input -> 1 << input).sum();
  }

  /** The domain of what follows both. */
  static RuleSet.Domain ofBoth(RuleSet.Domain one, RuleSet.Domain other) {
    if (one.id() == other.id()) {
      return stepOfBoth(one, other);
    }
    List<Integer> inputs =
        Stream.concat(one.inputs().stream(), other.inputs().stream()).distinct().sorted().toList();
    String name =
        Stream.of(one, other)
            .flatMap(domain -> Stream.of(domain.name().split("\\+")))
            .distinct()
            .sorted()
            .collect(Collectors.joining("+"));
    return new RuleSet.Domain(
        id(inputs), name, inputs, greatestCommonDivisor(one.stepMillis(), other.stepMillis()));
  }

  /** The same domain with a step that the rules of both allow. */
  static RuleSet.Domain stepOfBoth(RuleSet.Domain one, RuleSet.Domain same) {
    return new RuleSet.Domain(
        one.id(),
        one.name(),
        one.inputs(),
        greatestCommonDivisor(one.stepMillis(), same.stepMillis()));
  }

  private Stream<Integer> clocks() {
    return IntStream.range(0, inputs.size()).filter(input -> inputs.get(input).hasClock()).boxed();
  }

  private boolean canRead(SeriesSelector leaf, int input) {
    if (inputs.get(input).kind() == RuleInput.Kind.TELEMETRY
        && (DerivedMetrics.areAllOf(leaf) || DerivedMetrics.contain(leaf.metricName()))) {
      return false;
    }
    return leaf.metricName().isEmpty() || metrics.get(input).matcher(leaf.metricName()).matches();
  }

  /** The domains, each with the step that its rules allow. */
  List<RuleSet.Domain> of(List<SeriesRule> rules, List<GroupRule> groupRules) {
    List<RuleSet.Domain> domains = new ArrayList<>();
    for (int index = 0; index < inputSets.size(); index++) {
      int domain = id(inputSets.get(index));
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
      List<Integer> followed = inputSets.get(index);
      String name =
          followed.stream()
              .map(input -> inputs.get(input).name())
              .sorted()
              .collect(Collectors.joining("+"));
      domains.add(new RuleSet.Domain(domain, name, followed, step));
    }
    return domains;
  }

  /** The greatest number that divides both; one of them if the other is 0. */
  static long greatestCommonDivisor(long one, long other) {
    return other == 0 ? one : greatestCommonDivisor(other, one % other);
  }
}
