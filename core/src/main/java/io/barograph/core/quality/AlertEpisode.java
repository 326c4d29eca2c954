package io.barograph.core.quality;

import io.barograph.core.labels.Labels;
import java.util.Comparator;
import java.util.Objects;

/**
 * One episode of one alert that fired. Times are milliseconds since the epoch.
 *
 * @param id fingerprint and beginning
 * @param fingerprint the same for each episode of one alert
 * @param rule the rule that it comes from: {@code pack/group/rule}
 * @param labels the alert's identity
 * @param firedAt when it fired first
 * @param endedAt when it ended, not before {@code firedAt}; {@link #NEVER} while it lasts
 * @param duplicates how often a further rule began to fire with its labels, at least 0
 */
public record AlertEpisode(
    String id,
    String fingerprint,
    String rule,
    Labels labels,
    long firedAt,
    long endedAt,
    int duplicates) {
  /** The end of what lasts. */
  public static final long NEVER = Long.MAX_VALUE;

  /** By when they fired, then by id. */
  public static final Comparator<AlertEpisode> BY_TIME =
      Comparator.comparingLong(AlertEpisode::firedAt).thenComparing(AlertEpisode::id);

  public AlertEpisode {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(labels, "labels");
    if (endedAt < firedAt) {
      throw new IllegalArgumentException(
          "endedAt must be >= firedAt, %d, was %d".formatted(firedAt, endedAt));
    }
    if (duplicates < 0) {
      throw new IllegalArgumentException("duplicates must be >= 0, was " + duplicates);
    }
  }

  /** True if it is over. */
  public boolean hasEnded() {
    return endedAt != NEVER;
  }
}
