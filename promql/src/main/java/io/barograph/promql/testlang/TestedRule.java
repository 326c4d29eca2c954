package io.barograph.promql.testlang;

import io.barograph.core.template.External;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.Rule.RecordingRule;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.vector.EvaluationException;
import java.time.Duration;

/** A rule under test, with what it remembers from tick to tick. Not thread-safe. */
interface TestedRule {
  /** The rule. */
  Rule rule();

  /**
   * Evaluates the rule on {@code series} and writes there what it gives.
   *
   * @param tick milliseconds since the epoch
   * @throws EvaluationException if it has no result; then nothing is written
   */
  void evaluate(long tick, TestSeries series);

  /**
   * A rule as it stands before the first tick.
   *
   * @param interval from tick to tick
   * @param options how its expression is evaluated
   * @throws IllegalArgumentException if it cannot be evaluated; the message says why
   */
  static TestedRule of(
      RuleGroup group, Rule rule, Duration interval, EvaluationOptions options, External external) {
    TestedQuery query =
        new TestedQuery(rule.expr(), options, group.queryOffset().orElse(Duration.ZERO));
    if (rule instanceof AlertingRule alerting) {
      return TestedAlert.of(group, alerting, query, interval, external);
    }
    return new TestedRecording((RecordingRule) rule, query, group.limit());
  }

  /** Checks that {@code count} results of one kind are within a group's limit, 0 for none. */
  static void checkLimit(int limit, int count, String kind) {
    if (limit > 0 && count > limit) {
      throw new EvaluationException(
          "exceeded limit of %d with %d %s".formatted(limit, count, kind));
    }
  }
}
