package io.barograph.core.quality;

import java.time.Duration;

/**
 * What counts as what in the quality of alerts.
 *
 * @param flapTransitions so many beginnings and ends of one alert within {@code flapWindow} are
 *     flapping, at least 2
 * @param flapWindow see there
 * @param partnerGap alerts of two rules that fire so near to each other fire together
 * @param maxPartners so many other rules are kept of each, those that most often fire with it
 * @param maxRules so many rules have a profile; those of more share one
 * @param repeatOffenders so many alerts that fired most often are named
 * @param minEpisodes a rule with fewer alerts is no ground for a proposal
 */
public record QualityPolicy(
    int flapTransitions,
    Duration flapWindow,
    Duration partnerGap,
    int maxPartners,
    int maxRules,
    int repeatOffenders,
    int minEpisodes) {
  /** What ships: flapping as correlation has it, and alerts within five minutes together. */
  public static final QualityPolicy DEFAULT =
      new QualityPolicy(8, Duration.ofMinutes(10), Duration.ofMinutes(5), 5, 1_000, 10, 10);

  public QualityPolicy {
    atLeast("flapTransitions", 2, flapTransitions);
    positive("flapWindow", flapWindow);
    positive("partnerGap", partnerGap);
    atLeast("maxPartners", 0, maxPartners);
    atLeast("maxRules", 1, maxRules);
    atLeast("repeatOffenders", 0, repeatOffenders);
    atLeast("minEpisodes", 1, minEpisodes);
  }

  private static void atLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException("%s must be >= %d, was %d".formatted(name, least, value));
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s must be > 0, was %s".formatted(name, value));
    }
  }
}
