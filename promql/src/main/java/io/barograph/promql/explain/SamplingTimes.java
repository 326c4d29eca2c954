package io.barograph.promql.explain;

import java.time.Duration;

/**
 * How often things happen where the rules do not say.
 *
 * @param scrapeInterval the time between two samples of a series, at least 1 ms
 * @param evaluationInterval the time between two ticks of a group that names none, at least 1 ms
 */
public record SamplingTimes(Duration scrapeInterval, Duration evaluationInterval) {
  /** Prometheus's usual times. */
  public static final SamplingTimes DEFAULT =
      new SamplingTimes(Duration.ofSeconds(15), Duration.ofMinutes(1));

  public SamplingTimes {
    requirePositive("scrapeInterval", scrapeInterval);
    requirePositive("evaluationInterval", evaluationInterval);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException("%s must be >= 1ms, was %s".formatted(name, duration));
    }
  }
}
