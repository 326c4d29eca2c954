package io.barograph.cli.job;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.RecordingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Series that rules read: some instances for each of their selectors, with the labels by which the
 * rules group and match, so that what belongs together in a rule meets.
 */
final class MatchingSeries {
  private static final List<String> BOUNDS = List.of("0.1", "1", "+Inf");

  /** Values that regular expressions ask for and do not spell. */
  private static final List<String> GUESSES = List.of("500", "404", "5", "1", "a", "x", "");

  private final Map<String, Set<String>> namesOf = new LinkedHashMap<>();
  private final Set<Labels> series = new LinkedHashSet<>();
  private int selectors;
  private int unread;

  /**
   * The series that {@code rules} read.
   *
   * @param instances how many for each selector; of histograms, three buckets for each
   */
  MatchingSeries(Collection<Rule> rules, int instances) {
    Set<String> recorded =
        rules.stream()
            .filter(RecordingRule.class::isInstance)
            .map(Rule::name)
            .collect(Collectors.toSet());
    List<VectorSelector> leaves = new ArrayList<>();
    for (Rule rule : rules) {
      Set<String> names = new TreeSet<>(Set.of("instance", "job"));
      addMentioned(rule.expr(), names);
      for (VectorSelector leaf : Leaves.of(rule.expr())) {
        if (!recorded.contains(leaf.name())) {
          leaves.add(leaf);
          Set<String> ofMetric = namesOf.computeIfAbsent(leaf.name(), any -> new TreeSet<>());
          ofMetric.addAll(names);
          leaf.matchers().forEach(matcher -> ofMetric.add(matcher.name()));
        }
      }
    }
    for (VectorSelector leaf : leaves) {
      add(leaf, instances);
    }
  }

  /** All series, each once. */
  List<Labels> all() {
    return List.copyOf(series);
  }

  /** How many selectors were looked at. */
  int selectors() {
    return selectors;
  }

  /** How many of them no label set was found for. */
  int unread() {
    return unread;
  }

  private void add(VectorSelector leaf, int instances) {
    selectors++;
    List<Labels> found =
        Stream.iterate(0, i -> i < instances, i -> i + 1)
            .flatMap(i -> labels(leaf, i).stream())
            .flatMap(labels -> buckets(labels, leaf))
            .toList();
    series.addAll(found);
    unread += found.isEmpty() ? 1 : 0;
  }

  private static Stream<Labels> buckets(Labels labels, VectorSelector leaf) {
    boolean open = leaf.matchers().stream().noneMatch(matcher -> matcher.name().equals("le"));
    return labels.metricName().endsWith("_bucket") && open
        ? BOUNDS.stream().map(bound -> labels.toBuilder().set("le", bound).build())
        : Stream.of(labels);
  }

  private Optional<Labels> labels(VectorSelector leaf, int instance) {
    Labels.Builder labels = Labels.builder();
    Set<String> names = new TreeSet<>(namesOf.get(leaf.name()));
    names.add(Labels.METRIC_NAME);
    for (String name : names) {
      Optional<String> value = value(leaf, name, instance);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      labels.add(name, value.get());
    }
    return Optional.of(labels.build());
  }

  /* A value of our own if the matchers let it pass, else one of those that they spell. */
  private static Optional<String> value(VectorSelector leaf, String name, int instance) {
    List<LabelMatcher> matchers =
        leaf.matchers().stream().filter(matcher -> matcher.name().equals(name)).toList();
    String own = (name.equals(Labels.METRIC_NAME) ? "any_" : name + "-") + instance;
    if (passes(own, matchers)) {
      return Optional.of(own);
    }
    List<String> candidates =
        Stream.concat(matchers.stream().flatMap(MatchingSeries::spelt), GUESSES.stream())
            .filter(value -> passes(value, matchers))
            .distinct()
            .toList();
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(instance % candidates.size()));
  }

  private static boolean passes(String value, List<LabelMatcher> matchers) {
    return matchers.stream().allMatch(matcher -> matcher.matches(value));
  }

  private static Stream<String> spelt(LabelMatcher matcher) {
    String literal =
        matcher
            .value()
            .replaceAll("\\\\d[+*]?|\\[0-9\\][+*]?|\\{\\d+\\}", "1")
            .replaceAll("\\.[+*]?", "x")
            .replaceAll("[\\\\^$()?:+*]", "");
    return Stream.concat(
        Stream.of(matcher.value()),
        Stream.of(literal, literal.replace("x", "."), matcher.value().replaceAll("\\.[+*]", ""))
            .flatMap(text -> Stream.of(text.split("\\|"))));
  }

  private static void addMentioned(Expr expr, Set<String> names) {
    if (expr instanceof AggregateExpr aggregate && !aggregate.without()) {
      names.addAll(aggregate.grouping().orElse(List.of()));
    } else if (expr instanceof BinaryExpr binary && binary.matching().isPresent()) {
      if (binary.matching().get().on()) {
        names.addAll(binary.matching().get().labels().orElse(List.of()));
      }
      names.addAll(binary.matching().get().include().orElse(List.of()));
    }
    expr.children().forEach(child -> addMentioned(child, names));
  }
}
