package io.barograph.promql.rules;

import io.barograph.core.template.Template;
import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.DelayedExpression;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.plan.PartitionPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an alerting rule asks, as it is evaluated. */
public sealed interface Condition {
  /** The selectors in it. */
  List<SeriesSelector> leaves();

  /**
   * It decides on one series alone.
   *
   * @param recovery says on the same series whether the alert may end; absent if it may whenever
   *     the condition is false
   */
  record OfSeries(SeriesExpression expression, Optional<SeriesExpression> recovery)
      implements Condition {
    @Override
    public List<SeriesSelector> leaves() {
      return expression.selectors();
    }
  }

  /**
   * It needs several series, those of one partition at a time. What says when alerts may end is
   * part of the plan.
   */
  record OfPartitions(PartitionPlan plan) implements Condition {
    @Override
    public List<SeriesSelector> leaves() {
      return plan.plan().leaves().stream()
          .flatMap(leaf -> leaf.expression().selectors().stream())
          .toList();
    }
  }

  /** The condition {@code expr} of a rule whose alerts end when it is false. */
  static Condition of(
      Expr expr, RuleGroup group, Map<String, Template> labels, EvaluationOptions options) {
    return of(expr, Optional.empty(), group, labels, options);
  }

  /**
   * The condition {@code expr}, on one series alone if that is enough.
   *
   * @param recovery says when alerts may end; see {@link Recovery}, which says whether it fits
   * @param group says how long before a tick it is evaluated, and whether it has a limit, which
   *     takes all elements in one place
   * @param labels those that the rule sets; if they vary, one series gives several alerts, which
   *     takes a partition
   * @throws IllegalArgumentException if it cannot be evaluated; the message says why
   */
  static Condition of(
      Expr expr,
      Optional<Expr> recovery,
      RuleGroup group,
      Map<String, Template> labels,
      EvaluationOptions options) {
    Duration offset = group.queryOffset().orElse(Duration.ZERO);
    if (group.limit() == 0
        && labels.values().stream().noneMatch(Template::varies)
        && SeriesCompiler.compile(expr, options) instanceof Compilation.Plan plan) {
      return new OfSeries(
          delayed(plan.expression(), offset.toMillis()),
          recovery.map(text -> delayed(ofOneSeries(text, options), offset.toMillis())));
    }
    EvaluationOptions delayed = options.withQueryOffset(offset);
    return new OfPartitions(
        group.limit() == 0
            ? PartitionPlan.of(expr, recovery, List.copyOf(labels.keySet()), delayed)
            : PartitionPlan.inOnePlace(expr, recovery, delayed));
  }

  private static SeriesExpression ofOneSeries(Expr expr, EvaluationOptions options) {
    if (SeriesCompiler.compile(expr, options) instanceof Compilation.Plan plan) {
      return plan.expression();
    }
    throw new IllegalArgumentException("it needs several series");
  }

  private static SeriesExpression delayed(SeriesExpression expression, long delay) {
    return delay == 0 ? expression : new DelayedExpression(expression, delay);
  }
}
