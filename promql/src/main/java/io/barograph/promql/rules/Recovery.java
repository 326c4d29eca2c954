package io.barograph.promql.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.LabelNames;
import io.barograph.promql.plan.PartitionLabels;
import io.barograph.promql.plan.PartitionPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether an expression can say when the alerts of a rule may end.
 *
 * <p>A firing alert whose condition is false ends at the first tick at which the recovery
 * expression holds for it: gives an element on the same series, or, for a rule on several series,
 * one with the labels of the alert's own element. So both must read the same series, be decided in
 * the same places and give elements of the same labels.
 */
final class Recovery {
  private static final List<String> NAME = List.of(Labels.METRIC_NAME);

  private Recovery() {}

  /**
   * Why {@code recovery} does not fit the rule, and what to do; absent if it does.
   *
   * @param condition what the rule asks
   * @param expr the same as an expression
   * @param recovery an instant vector; of both, recording rules are in place of what they record
   */
  static Optional<String> whyNot(
      Condition condition, Expr expr, Expr recovery, EvaluationOptions options) {
    if (condition.leaves().stream().anyMatch(SeriesSelector::readsAlerts)) {
      return Optional.of(
          "the rule can read ALERTS, whose series end with the alerts that they show: leave recover"
              + " out, and set keep_firing_for in the rule");
    }
    Set<Set<LabelMatcher>> known = new HashSet<>();
    Leaves.of(expr).forEach(selector -> known.add(Set.copyOf(selector.matchers())));
    Optional<VectorSelector> other =
        Leaves.of(recovery).stream()
            .filter(selector -> !known.contains(Set.copyOf(selector.matchers())))
            .findFirst();
    if (other.isPresent()) {
      return Optional.of(
          "it reads %s, which the rule does not: use the selectors of the rule's expression"
              .formatted(Printer.print(other.get())));
    }
    return condition instanceof Condition.OfPartitions partitions
        ? whyNot(partitions.plan(), recovery)
        : whyNotOnOneSeries(recovery, options);
  }

  private static Optional<String> whyNotOnOneSeries(Expr recovery, EvaluationOptions options) {
    return SeriesCompiler.compile(recovery, options) instanceof Compilation.Refusal refusal
        ? Optional.of(
            "it must be decided on each series alone, as the rule is, but %s: take that out"
                .formatted(refusal.reason()))
        : Optional.empty();
  }

  private static Optional<String> whyNot(PartitionPlan plan, Expr recovery) {
    PartitionLabels labels = PartitionLabels.of(recovery, PartitionLabels.Routing.LEAF_LABELS);
    if (!plan.key().minus(labels.key()).minus(NAME).isEmpty()) {
      return Optional.of(
          "it takes together series that the rule keeps apart: the rule is split by %s, this by %s;"
                  .formatted(text(plan.key()), text(labels.key()))
              + " group and match by the labels by which the rule does");
    }
    LabelNames ofRule = plan.labels().outputs().minus(NAME);
    LabelNames ofRecovery = labels.outputs().minus(NAME);
    if (!ofRule.equals(ofRecovery)) {
      return Optional.of(
          "its elements have the labels %s, those of the rule %s:"
                  .formatted(text(ofRecovery), text(ofRule))
              + " give both the same labels, as an alert recovers by an element of its own labels");
    }
    return Optional.empty();
  }

  private static String text(LabelNames names) {
    List<String> others = new ArrayList<>(names.names());
    others.removeAll(List.of(Labels.METRIC_NAME, Labels.ALERT_NAME));
    return new LabelNames(names.allExcept(), others).toString();
  }
}
