package io.barograph.promql.testlang;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorPlan;
import java.time.Duration;

/** An expression that is evaluated at instants on series that are there as a whole. */
final class TestedQuery {
  private final Expr expr;
  private final EvaluationOptions options;
  private final boolean isBoundToTick;
  private VectorPlan plan;

  /**
   * An expression.
   *
   * @param options as in a job, but that {@code @} and looking ahead are allowed
   * @param offset how far before a tick it is evaluated
   * @throws IllegalArgumentException if it cannot be evaluated; the message says why
   */
  TestedQuery(Expr expr, EvaluationOptions options, Duration offset) {
    this.expr = expr;
    this.options = options.withQueryOffset(offset);
    this.isBoundToTick = looksAtStartOrEnd(expr);
    this.plan = compile(0);
  }

  /** How far before a tick it is evaluated. */
  long offsetMillis() {
    return options.queryOffsetMillis();
  }

  /** What is to be evaluated at a tick. */
  VectorPlan plan(long tick) {
    if (isBoundToTick) {
      plan = compile(tick);
    }
    return plan;
  }

  private VectorPlan compile(long tick) {
    long instant = tick - options.queryOffsetMillis();
    return VectorCompiler.compile(expr, options.withBounds(instant, instant));
  }

  private static boolean looksAtStartOrEnd(Expr expr) {
    boolean here =
        expr instanceof VectorSelector selector
            ? selector.time().startOrEnd().isPresent()
            : expr instanceof SubqueryExpr subquery && subquery.time().startOrEnd().isPresent();
    return here || expr.children().stream().anyMatch(TestedQuery::looksAtStartOrEnd);
  }
}
