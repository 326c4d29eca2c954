package io.barograph.promql.parse;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where in time a selector or sub-query looks: {@code offset} and {@code @}.
 *
 * @param offset how far back; negative looks ahead; zero where an expression gives it
 * @param offsetExpr the offset where it is an expression
 * @param timestamp the fixed time of {@code @}, milliseconds since the epoch
 * @param startOrEnd which end of the query's range {@code @} names
 */
public record TimeModifiers(
    Duration offset,
    Optional<Expr.DurationExpr> offsetExpr,
    OptionalLong timestamp,
    Optional<RangeEnd> startOrEnd) {

  /** An end of the range over which a query is evaluated. */
  public enum RangeEnd {
    START,
    END
  }

  /** The time of evaluation itself. */
  public static final TimeModifiers NONE =
      new TimeModifiers(Duration.ZERO, Optional.empty(), OptionalLong.empty(), Optional.empty());

  public TimeModifiers {
    Objects.requireNonNull(offset);
    Objects.requireNonNull(offsetExpr);
    Objects.requireNonNull(timestamp);
    Objects.requireNonNull(startOrEnd);
  }

  /** True if there is an offset other than zero. */
  public boolean hasOffset() {
    return !offset.isZero() || offsetExpr.isPresent();
  }

  /** True if the time is fixed by {@code @}. */
  public boolean isFixed() {
    return timestamp.isPresent() || startOrEnd.isPresent();
  }

  TimeModifiers withOffset(Duration newOffset) {
    return new TimeModifiers(newOffset, offsetExpr, timestamp, startOrEnd);
  }

  TimeModifiers withOffset(Expr.DurationExpr newOffset) {
    return new TimeModifiers(offset, Optional.of(newOffset), timestamp, startOrEnd);
  }

  TimeModifiers at(long newTimestamp) {
    return new TimeModifiers(offset, offsetExpr, OptionalLong.of(newTimestamp), startOrEnd);
  }

  TimeModifiers at(RangeEnd end) {
    return new TimeModifiers(offset, offsetExpr, timestamp, Optional.of(end));
  }
}
