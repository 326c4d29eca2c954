package io.barograph.promql.eval;

import io.barograph.promql.parse.TimeModifiers;
import io.barograph.promql.parse.TimeModifiers.RangeEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How expressions are evaluated where Prometheus has a setting.
 *
 * @param lookBackMillis how old the newest sample of a series may be, at least 1
 * @param defaultStepMillis the step of a sub-query that names none, at least 1
 * @param delaysNameRemoval true if the metric name is dropped at the end of an expression, so that
 *     it can be grouped by, and not where a function makes it untrue
 * @param queryOffsetMillis how long before each tick a rule is evaluated as a whole, at least 0;
 *     its parts are evaluated when it asks for them
 * @param bounds the range of a query on input that is there as a whole; absent on a stream, where
 *     nothing may look at a fixed time or ahead
 */
public record EvaluationOptions(
    long lookBackMillis,
    long defaultStepMillis,
    boolean delaysNameRemoval,
    long queryOffsetMillis,
    Optional<Bounds> bounds) {
  /** On a stream: five minutes of look-back, sub-queries in steps of a minute. */
  public static final EvaluationOptions DEFAULT =
      new EvaluationOptions(300_000, 60_000, false, 0, Optional.empty());

  public EvaluationOptions {
    if (lookBackMillis < 1) {
      throw new IllegalArgumentException(
          "lookBackMillis must be >= 1, was %d".formatted(lookBackMillis));
    }
    if (defaultStepMillis < 1) {
      throw new IllegalArgumentException(
          "defaultStepMillis must be >= 1, was %d".formatted(defaultStepMillis));
    }
    if (queryOffsetMillis < 0) {
      throw new IllegalArgumentException(
          "queryOffsetMillis must be >= 0, was %d".formatted(queryOffsetMillis));
    }
  }

  /** The first and the last instant of a query, milliseconds since the epoch. */
  public record Bounds(long start, long end) {
    /** The instant that {@code time} fixes, if it fixes one. */
    OptionalLong fixed(TimeModifiers time) {
      return time.startOrEnd()
          .map(edge -> OptionalLong.of(edge == RangeEnd.START ? start : end))
          .orElse(time.timestamp());
    }
  }

  /** The same with another look-back. */
  public EvaluationOptions withLookBack(long newLookBackMillis) {
    return new EvaluationOptions(
        newLookBackMillis, defaultStepMillis, delaysNameRemoval, queryOffsetMillis, bounds);
  }

  /** The same for a query from {@code start} to {@code end} on input that is there as a whole. */
  public EvaluationOptions withBounds(long start, long end) {
    return new EvaluationOptions(
        lookBackMillis,
        defaultStepMillis,
        delaysNameRemoval,
        queryOffsetMillis,
        Optional.of(new Bounds(start, end)));
  }

  /** The same with metric names dropped at the end. */
  public EvaluationOptions withDelayedNameRemoval() {
    return new EvaluationOptions(
        lookBackMillis, defaultStepMillis, true, queryOffsetMillis, bounds);
  }

  /** The same for rules of a group with that {@code query_offset}. */
  public EvaluationOptions withQueryOffset(Duration offset) {
    return new EvaluationOptions(
        lookBackMillis, defaultStepMillis, delaysNameRemoval, offset.toMillis(), bounds);
  }
}
