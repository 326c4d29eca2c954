package io.barograph.core.market;

import java.io.Serializable;

/**
 * Which prices are wrong.
 *
 * @param spikeFloor a leap up to this share of the price is never a spike
 * @param spikeDeviations a spike is a log return of more than so many robust standard deviations
 * @param spikeSpreads and of more than so many median spreads, for quotes bounce within a few
 * @param spikeQuotes a spike comes back at the latest behind so many quotes; else it was a jump
 * @param wideShare a wide spread is more than this share of the price, whatever is usual; infinite
 *     to judge by what is usual alone
 * @param wideTimes a wide spread is more than so many times the median
 * @param wideDeviations and lies so many times farther above the median than the 0.9-quantile does
 * @param lockedMillis bid and ask may be equal for so long
 * @param stuckFloorMillis prices may stand still for so long, in time that the venue is open
 * @param stuckTimes and so many times longer than in 95 of 100 cases
 * @param stuckQuotes and need so many equal quotes to be stuck
 */
public record PricePolicy(
    double spikeFloor,
    double spikeDeviations,
    double spikeSpreads,
    int spikeQuotes,
    double wideShare,
    double wideTimes,
    double wideDeviations,
    long lockedMillis,
    long stuckFloorMillis,
    double stuckTimes,
    int stuckQuotes)
    implements Serializable {
  /**
   * Ten deviations that come back within three quotes; five usual spreads; two minutes unchanged.
   */
  public static final PricePolicy DEFAULT =
      new PricePolicy(0.002, 10, 5, 3, Double.POSITIVE_INFINITY, 5, 10, 1_000, 120_000, 5, 5);

  /** A policy. */
  public PricePolicy {
    MarketPolicy.requireAtLeast("spikeFloor", spikeFloor, 0);
    MarketPolicy.requireAtLeast("spikeDeviations", spikeDeviations, 1);
    MarketPolicy.requireAtLeast("spikeSpreads", spikeSpreads, 0);
    MarketPolicy.requireAtLeast("spikeQuotes", spikeQuotes, 1);
    MarketPolicy.requireAtLeast("wideShare", wideShare, 0);
    MarketPolicy.requireAtLeast("wideTimes", wideTimes, 1);
    MarketPolicy.requireAtLeast("wideDeviations", wideDeviations, 1);
    MarketPolicy.requireAtLeast("lockedMillis", lockedMillis, 0);
    MarketPolicy.requireAtLeast("stuckFloorMillis", stuckFloorMillis, 0);
    MarketPolicy.requireAtLeast("stuckTimes", stuckTimes, 1);
    MarketPolicy.requireAtLeast("stuckQuotes", stuckQuotes, 2);
  }
}
