package io.barograph.promql.eval;

import io.barograph.promql.parse.Expr.SubqueryExpr;

/**
 * The instants at which a sub-query evaluates: the multiples of its step in {@code (instant -
 * width, instant]}.
 */
public final class SubquerySteps {
  /** The most steps in a range, as in Prometheus's own bound on the points of a query. */
  static final int MAX_STEPS = 11_000;

  private final RangeNode range;
  private final long stepMillis;

  SubquerySteps(RangeNode range, long stepMillis) {
    this.range = range;
    this.stepMillis = stepMillis;
  }

  /**
   * The steps of {@code subquery}.
   *
   * @throws IllegalArgumentException if they are not allowed
   */
  public static SubquerySteps of(SubqueryExpr subquery, EvaluationOptions options) {
    try {
      return SeriesCompiler.steps(
          subquery, SeriesCompiler.range(subquery, null, 0, options), options);
    } catch (SeriesCompiler.Refused refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  /** The first of them. */
  public long first(long tick) {
    return (Math.floorDiv(range.start(tick), stepMillis) + 1) * stepMillis;
  }

  /** The last of them; before the first if there is none. */
  public long last(long tick) {
    return Math.floorDiv(range.end(tick), stepMillis) * stepMillis;
  }

  /** How far before a tick the first of them may be. */
  public long reachMillis() {
    return range.widthMillis() + Math.max(0, range.lookup().offsetMillis());
  }

  /** The time between two of them, at least 1. */
  public long stepMillis() {
    return stepMillis;
  }
}
