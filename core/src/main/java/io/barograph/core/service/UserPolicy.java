package io.barograph.core.service;

import java.io.Serializable;
import java.time.Duration;

/**
 * How users of services are counted.
 *
 * @param window over which features and funnels are counted
 * @param minUsers below so many users on a step its drop is no verdict and gives no sample
 * @param maxFeatures how many features of a service are told apart, 1 to {@value #MOST_FEATURES};
 *     uses of more are those of the feature {@code other}
 * @param maxFunnels how many funnels of a service are followed, 0 to {@value #MOST_FUNNELS}
 * @param experience what users are taken to feel
 * @param forgetAfter a service without an event for so long is forgotten; no shorter than 30 days,
 *     the window of active users, nor than the others
 */
public record UserPolicy(
    Duration window,
    int minUsers,
    int maxFeatures,
    int maxFunnels,
    ExperiencePolicy experience,
    Duration forgetAfter)
    implements Serializable {
  /** The most features of a service that are told apart. */
  public static final int MOST_FEATURES = 32;

  /** The most funnels of a service that are followed. */
  public static final int MOST_FUNNELS = 4;

  /** A day, and no verdict on less than 30 users. */
  public static final UserPolicy DEFAULT =
      new UserPolicy(
          Duration.ofDays(1),
          30,
          MOST_FEATURES,
          MOST_FUNNELS,
          ExperiencePolicy.DEFAULT,
          Duration.ofDays(31));

  private static final int MOST_NEEDED = 1_000_000;

  public UserPolicy {
    Bounds.requireSpan("window", window);
    Bounds.requireBetween("minUsers", 1, MOST_NEEDED, minUsers);
    Bounds.requireBetween("maxFeatures", 1, MOST_FEATURES, maxFeatures);
    Bounds.requireBetween("maxFunnels", 0, MOST_FUNNELS, maxFunnels);
    Bounds.requireSpan("forgetAfter", forgetAfter);
    Bounds.requireAtLeast("forgetAfter", "a month", ActiveUsers.MONTH, forgetAfter);
    Bounds.requireAtLeast("forgetAfter", "window", window, forgetAfter);
    Bounds.requireAtLeast("forgetAfter", "experience.window", experience.window(), forgetAfter);
  }
}
