package io.barograph.jobs.options;

import io.barograph.core.policy.MeasurePolicies;
import java.time.Duration;

/**
 * How business records are measured.
 *
 * @param interval the ticks at which samples are derived, at least a second
 * @param maxKeys the most keys of which something is kept, for each kind of measure
 * @param policies how they are judged
 */
public record MeasurePlan(Duration interval, int maxKeys, MeasurePolicies policies) {
  public MeasurePlan {
    if (interval.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "measures.interval must be >= 1 s, was %d ms".formatted(interval.toMillis()));
    }
    if (maxKeys < 1) {
      throw new IllegalArgumentException("measures.max-keys must be >= 1, was " + maxKeys);
    }
  }
}
