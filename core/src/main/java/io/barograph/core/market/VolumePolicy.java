package io.barograph.core.market;

import java.io.Serializable;

/**
 * Which volumes are unusual. A deviation is a robust standard deviation of log(1 + volume /
 * median).
 *
 * @param burstReference a quote whose volume lies more deviations above the median than this speaks
 *     for a burst, by what it lies above it; less speaks against it
 * @param burstDecision a burst is a sum of so many deviations above the reference
 * @param burstMost a single quote counts at most as one of so many deviations; less than reference
 *     and decision together, so that one quote alone is no burst
 * @param droughtQuotes a drought is so many quotes in a row below the 0.1-quantile
 */
public record VolumePolicy(
    double burstReference, double burstDecision, double burstMost, int droughtQuotes)
    implements Serializable {
  /** Two quotes of four deviations, or three of 3.4; twenty quotes of a volume one in ten has. */
  public static final VolumePolicy DEFAULT = new VolumePolicy(2, 4, 5, 20);

  /** A policy. */
  public VolumePolicy {
    MarketPolicy.requireAtLeast("burstReference", burstReference, 0);
    MarketPolicy.requireAtLeast("burstDecision", burstDecision, 0);
    MarketPolicy.requireAtLeast("burstMost", burstMost, burstReference);
    MarketPolicy.requireAtLeast("droughtQuotes", droughtQuotes, 2);
  }
}
