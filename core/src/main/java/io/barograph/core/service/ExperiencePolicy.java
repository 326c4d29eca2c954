package io.barograph.core.service;

import java.io.Serializable;
import java.time.Duration;

/**
 * What users are taken to feel: {@code score = (apdexWeight * apdex + successWeight * success +
 * continuedWeight * continued) / (the weights of those parts that are defined)}.
 *
 * <p>{@code apdex} is the Application Performance Index of how long users waited, {@code success}
 * the share of events that did not fail, of those whose outcome is known, {@code continued} the
 * share of users on a step of a funnel who went on to the next.
 *
 * @param window over which waits and outcomes count
 * @param apdexThreshold the T of Apdex: who waits so long at most is satisfied
 * @param minEvents below so many waits, or outcomes, their part is undefined
 * @param apdexWeight at least 0; 0 leaves the part out
 * @param successWeight at least 0; 0 leaves the part out
 * @param continuedWeight at least 0; 0 leaves the part out
 */
public record ExperiencePolicy(
    Duration window,
    Duration apdexThreshold,
    int minEvents,
    double apdexWeight,
    double successWeight,
    double continuedWeight)
    implements Serializable {
  /** An hour, T = 1 s, 30 events; waits and errors count twice as much as ways that end. */
  public static final ExperiencePolicy DEFAULT =
      new ExperiencePolicy(Duration.ofHours(1), Duration.ofSeconds(1), 30, 0.4, 0.4, 0.2);

  private static final int MOST_NEEDED = 1_000_000;

  public ExperiencePolicy {
    Bounds.requireSpan("experience.window", window);
    Bounds.requireThreshold("experience.apdexThreshold", apdexThreshold);
    Bounds.requireBetween("experience.minEvents", 1, MOST_NEEDED, minEvents);
    Bounds.requireWeight("experience.apdexWeight", apdexWeight);
    Bounds.requireWeight("experience.successWeight", successWeight);
    Bounds.requireWeight("experience.continuedWeight", continuedWeight);
    if (apdexWeight + successWeight + continuedWeight == 0) {
      throw new IllegalArgumentException("one of the weights of experience must be > 0, all are 0");
    }
  }

  /** T in seconds. */
  double apdexSeconds() {
    return apdexThreshold.toNanos() / 1e9;
  }
}
