package io.barograph.promql.eval;

import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.SubqueryExpr;

/**
 * The instants at which a sub-query evaluates: the multiples of its step, or what lies as long
 * before each of them, in {@code (instant - width, instant]}.
 */
public final class SubquerySteps {
  /** The most steps in a range, as in Prometheus's own bound on the points of a query. */
  static final int MAX_STEPS = 11_000;

  private final RangeNode range;
  private final long stepMillis;
  private final long beforeMillis;

  SubquerySteps(RangeNode range, long stepMillis) {
    this(range, stepMillis, 0);
  }

  private SubquerySteps(RangeNode range, long stepMillis, long beforeMillis) {
    this.range = range;
    this.stepMillis = stepMillis;
    this.beforeMillis = beforeMillis;
  }

  /**
   * The steps of {@code subquery}; those of a range of a recorded metric are the times of its
   * samples.
   *
   * @throws IllegalArgumentException if they are not allowed
   */
  public static SubquerySteps of(SubqueryExpr subquery, EvaluationOptions options) {
    try {
      SubquerySteps steps =
          SeriesCompiler.steps(subquery, SeriesCompiler.range(subquery, null, 0, options), options);
      return subquery.expr() instanceof RecordedExpr recorded && recorded.isOfRange()
          ? new SubquerySteps(steps.range, steps.stepMillis, offsetMillis(recorded))
          : steps;
    } catch (SeriesCompiler.Refused refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  /** Which is the same for all its sources, but for whole steps. */
  private static long offsetMillis(RecordedExpr recorded) {
    return recorded.sources().get(0).queryOffset().toMillis();
  }

  /** The first of them. */
  public long first(long tick) {
    return newestUntil(range.start(tick)) + stepMillis;
  }

  /** The last of them; before the first if there is none. */
  public long last(long tick) {
    return newestUntil(range.end(tick));
  }

  private long newestUntil(long instant) {
    return Math.floorDiv(instant + beforeMillis, stepMillis) * stepMillis - beforeMillis;
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
