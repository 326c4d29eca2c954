package io.barograph.promql.coverage;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.Rule.RecordingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which of some series are read by rules, and which rules read none of them.
 *
 * <p>A series that is given by its metric name alone may have any labels. A metric that one of the
 * rules records is there for the others.
 *
 * @param metrics the metric names of the series
 * @param services what their labels name as services
 * @param strategies what their labels name as strategies
 * @param rules how many rules there are
 * @param idleRules the rules that read none of the series, as {@code file:line:column: alert "X"}
 * @param alerts the names of the alerts, and which of them never fired; absent if that is not known
 * @param firedAlerts the names of those that fired, and on which of them nobody ever acted; absent
 *     if that is not known
 */
public record RuleCoverage(
    Watched metrics,
    Watched services,
    Watched strategies,
    int rules,
    List<String> idleRules,
    Optional<Watched> alerts,
    Optional<Watched> firedAlerts) {
  public RuleCoverage {
    idleRules = List.copyOf(idleRules);
  }

  /**
   * Names and which of them nobody watches.
   *
   * @param total how many names there are
   * @param without those that belong to no series that a rule reads, to no alert that fired, or to
   *     none that somebody acted on, in ascending order
   */
  public record Watched(int total, List<String> without) {
    public Watched {
      without = List.copyOf(without);
    }

    /** How many are watched. */
    public int count() {
      return total - without.size();
    }
  }

  /**
   * The coverage of {@code series} by the rules of {@code files}.
   *
   * @param use what has become of the alerts; absent if that is not known
   */
  public static RuleCoverage of(
      Collection<RuleFile> files, Collection<Labels> series, Optional<AlertUse> use) {
    SelectorIndex selectors = new SelectorIndex();
    Set<Labels> recorded = new HashSet<>();
    List<RuleUse> rules = new ArrayList<>();
    for (RuleFile file : files) {
      for (RuleGroup group : file.groups()) {
        for (int i = 0; i < group.rules().size(); i++) {
          Rule rule = group.rules().get(i);
          rules.add(new RuleUse(file, group, i));
          Leaves.of(rule.expr()).forEach(selectors::add);
          if (rule instanceof RecordingRule) {
            recorded.add(Labels.of(Labels.METRIC_NAME, rule.name()));
          }
        }
      }
    }
    Set<Labels> watched = new HashSet<>();
    series.stream().filter(selectors::matchAny).forEach(watched::add);
    recorded.forEach(selectors::matchAny);
    return new RuleCoverage(
        watched(series, watched, Labels.METRIC_NAME),
        watched(series, watched, "service"),
        watched(series, watched, "strategy"),
        rules.size(),
        rules.stream()
            .filter(rule -> rule.isIdle(selectors::wasMatched))
            .map(RuleUse::name)
            .toList(),
        use.map(known -> without(alertNames(rules), known.fired())),
        use.flatMap(known -> known.actedOn().map(acted -> unheeded(rules, known.fired(), acted))));
  }

  private static SortedSet<String> alertNames(List<RuleUse> rules) {
    SortedSet<String> names = new TreeSet<>();
    rules.stream()
        .map(RuleUse::rule)
        .filter(AlertingRule.class::isInstance)
        .forEach(rule -> names.add(rule.name()));
    return names;
  }

  private static Watched unheeded(List<RuleUse> rules, Set<String> fired, Set<String> actedOn) {
    SortedSet<String> names = alertNames(rules);
    names.retainAll(fired);
    return without(names, actedOn);
  }

  private static Watched without(SortedSet<String> names, Set<String> watched) {
    int total = names.size();
    names.removeAll(watched);
    return new Watched(total, List.copyOf(names));
  }

  private static Watched watched(Collection<Labels> series, Set<Labels> watched, String label) {
    SortedSet<String> without = new TreeSet<>();
    series.forEach(one -> without.add(one.get(label)));
    without.remove("");
    int total = without.size();
    watched.forEach(one -> without.remove(one.get(label)));
    return new Watched(total, List.copyOf(without));
  }

  private record RuleUse(RuleFile file, RuleGroup group, int index) {
    Rule rule() {
      return group.rules().get(index);
    }

    /** True if it reads series, and none that there is. */
    boolean isIdle(Predicate<VectorSelector> wasMatched) {
      List<VectorSelector> leaves = Leaves.of(rule().expr());
      return !leaves.isEmpty() && leaves.stream().noneMatch(wasMatched);
    }

    String name() {
      return "%s:%d:%d: %s \"%s\""
          .formatted(
              file.name(),
              group.places().get(index).line(),
              group.places().get(index).column(),
              rule() instanceof AlertingRule ? "alert" : "record",
              rule().name());
    }
  }
}
