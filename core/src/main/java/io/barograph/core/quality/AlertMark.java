package io.barograph.core.quality;

import java.util.Locale;
import java.util.Objects;

/**
 * What somebody said of an alert, or did about it.
 *
 * @param alertId the episode
 * @param kind what
 * @param at when, in milliseconds since the epoch
 * @param rating 1 to 10, of {@link Kind#RATED} alone; else 0
 */
public record AlertMark(String alertId, Kind kind, long at, int rating) {
  private static final int BEST = 10;

  /** What was said or done. */
  public enum Kind {
    /** Somebody has seen it and takes care. */
    ACKNOWLEDGED,
    /** It told of something that was wrong. */
    RIGHT,
    /** It told of nothing. */
    FALSE,
    /** Somebody did something about it. */
    ACTED,
    /** What it told of was repaired without anybody. */
    AUTOMATED,
    /** How useful it was. */
    RATED;

    /** The lower-case name that stands in records. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AlertMark {
    Objects.requireNonNull(alertId, "alertId");
    Objects.requireNonNull(kind, "kind");
    if (kind == Kind.RATED ? rating < 1 || rating > BEST : rating != 0) {
      throw new IllegalArgumentException(
          kind == Kind.RATED
              ? "rating must be 1 to %d, was %d".formatted(BEST, rating)
              : "rating is of %s alone, was %d".formatted(Kind.RATED.wireName(), rating));
    }
  }
}
