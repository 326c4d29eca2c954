package io.barograph.promql.eval;

import java.util.OptionalLong;

/**
 * From which instant a selector looks back.
 *
 * @param offsetMillis how far before the tick, or before the fixed instant; negative is after it
 * @param fixed the instant of {@code @}, milliseconds since the epoch
 * @param mayLookAhead true if samples later than the tick are there to be seen
 */
record Lookup(long offsetMillis, OptionalLong fixed, boolean mayLookAhead) {
  /** The last instant that is looked at. */
  long instant(long tick) {
    return fixed.orElse(tick) - offsetMillis;
  }

  /** The last instant of which samples are taken. */
  long limit(long tick) {
    return mayLookAhead ? instant(tick) : Math.min(instant(tick), tick);
  }
}
