package io.barograph.core.market;

import java.io.Serializable;

/**
 * When a quote came too late, or none came for too long.
 *
 * @param gapFloorMillis silence up to this is never a gap, in time that the venue is open
 * @param gapTimes a gap is longer than so many times the 0.99-quantile of the symbol's own times
 *     between quotes
 * @param lateFloorMillis a quote that comes within this of its event time is never late
 * @param lateTimes late is more than so many times the 0.99-quantile of the symbol's own delays
 * @param overtakenIntervals a quote that was overtaken is late, rather than out of order, from so
 *     many of the symbol's median intervals on
 * @param lostMillis a sequence number that has not come so long after its successor is lost
 * @param skewMillis a quote may have been made so long after it was received, by two clocks
 */
public record ArrivalPolicy(
    long gapFloorMillis,
    double gapTimes,
    long lateFloorMillis,
    double lateTimes,
    double overtakenIntervals,
    long lostMillis,
    long skewMillis)
    implements Serializable {
  /** A minute and three times the usual; late from five seconds on; lost after five minutes. */
  public static final ArrivalPolicy DEFAULT =
      new ArrivalPolicy(60_000, 3, 5_000, 5, 2, 300_000, 1_000);

  /** A policy. */
  public ArrivalPolicy {
    MarketPolicy.requireAtLeast("gapFloorMillis", gapFloorMillis, 0);
    MarketPolicy.requireAtLeast("gapTimes", gapTimes, 1);
    MarketPolicy.requireAtLeast("lateFloorMillis", lateFloorMillis, 0);
    MarketPolicy.requireAtLeast("lateTimes", lateTimes, 1);
    MarketPolicy.requireAtLeast("overtakenIntervals", overtakenIntervals, 1);
    MarketPolicy.requireAtLeast("lostMillis", lostMillis, 0);
    MarketPolicy.requireAtLeast("skewMillis", skewMillis, 0);
  }
}
