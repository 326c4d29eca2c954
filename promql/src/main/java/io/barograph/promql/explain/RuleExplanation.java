package io.barograph.promql.explain;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.rules.Condition;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.rules.RulePlace;
import io.barograph.promql.rules.RuleSettings;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import io.barograph.promql.vector.Leaf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule does when it runs.
 *
 * @param place where the rule begins in its file
 * @param interval the time between two of its ticks
 * @param leaves what is evaluated beside the samples of each series
 * @param partitions how the rest is evaluated; absent if the rule decides on one series alone and
 *     there is no rest
 * @param settings what its pack's overrides say of it
 * @param labelsVary true if one element may be another alert from tick to tick
 */
public record RuleExplanation(
    RulePlace place,
    String group,
    AlertingRule rule,
    Duration interval,
    List<Leaf> leaves,
    Optional<PartitionPlan> partitions,
    RuleSettings settings,
    boolean labelsVary,
    RuleCost cost) {
  public RuleExplanation {
    leaves = List.copyOf(leaves);
  }

  /**
   * Explains a rule by its plan.
   *
   * @param options those with which the rule was made ready to run
   */
  public static RuleExplanation of(
      RunnableRule runnable, SamplingTimes times, EvaluationOptions options) {
    RuleGroup group = runnable.group();
    AlertingRule rule = runnable.rule();
    Condition condition = runnable.condition();
    Duration interval = group.interval().orElse(times.evaluationInterval());
    List<Leaf> leaves;
    Optional<PartitionPlan> partitions;
    if (condition instanceof Condition.OfSeries series) {
      leaves = new ArrayList<>();
      leaves.add(Leaf.of(rule.expr(), series.expression()));
      series
          .recovery()
          .ifPresent(
              recovery ->
                  leaves.add(
                      Leaf.ofRecovery(runnable.settings().recover().orElseThrow(), recovery)));
      partitions = Optional.empty();
    } else {
      PartitionPlan plan = ((Condition.OfPartitions) condition).plan();
      leaves = plan.plan().leaves();
      partitions = Optional.of(plan);
    }
    return new RuleExplanation(
        group.places().get(group.rules().indexOf(rule)),
        group.name(),
        rule,
        interval,
        leaves,
        partitions,
        runnable.settings(),
        runnable.labelsVary(),
        RuleCost.of(leaves, interval, times, options));
  }
}
