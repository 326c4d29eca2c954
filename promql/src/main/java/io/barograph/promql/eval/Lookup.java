package io.barograph.promql.eval;

import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.TimeModifiers;
import java.util.OptionalLong;

/**
 * From which instant a selector looks back.
 *
 * @param offsetMillis how far before the tick, or before the fixed instant; negative is after it
 * @param fixed the instant of {@code @}, milliseconds since the epoch
 * @param mayLookAhead true if samples later than the tick are there to be seen
 */
public record Lookup(long offsetMillis, OptionalLong fixed, boolean mayLookAhead) {
  /**
   * From where {@code expr} looks.
   *
   * @param time its modifiers
   * @throws IllegalArgumentException if the options do not allow it
   */
  public static Lookup of(Expr expr, TimeModifiers time, EvaluationOptions options) {
    try {
      return SeriesCompiler.lookup(expr, time, options);
    } catch (SeriesCompiler.Refused refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  /** The last instant that is looked at. */
  public long instant(long tick) {
    return fixed.orElse(tick) - offsetMillis;
  }

  /** The last instant of which samples are taken. */
  long limit(long tick) {
    return mayLookAhead ? instant(tick) : Math.min(instant(tick), tick);
  }
}
