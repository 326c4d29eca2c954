package io.barograph.core.risk;

import io.barograph.core.alert.AlertReason;
import java.util.Locale;
import java.util.Objects;

/**
 * That a strategy is to stop, or may go on.
 *
 * <p>A halt holds until it expires; while its cause lasts it is told again, with a later end,
 * before that. No news is not a resume: what a halt that has expired means is the consumer's to
 * decide.
 *
 * @param strategy empty for all of them
 * @param reason why the alert is what it is
 * @param alertId of the alert that halts, or of the one that ended last
 * @param alertName the name of that alert
 * @param at event time of the decision, milliseconds since the epoch
 * @param expiresAt up to when a halt holds unless it is told again; {@code at} for a resume
 * @param version strictly increasing for a strategy: drop what is not newer
 */
public record RiskOff(
    String strategy,
    Action action,
    AlertReason reason,
    String alertId,
    String alertName,
    long at,
    long expiresAt,
    long version) {
  /** What a strategy is to do. */
  public enum Action {
    /** Send no order that opens or enlarges a position. */
    HALT,
    /** Go on. */
    RESUME;

    /** The name in records. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public RiskOff {
    Objects.requireNonNull(strategy);
    Objects.requireNonNull(action);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(alertId);
    if (expiresAt < at) {
      throw new IllegalArgumentException(
          "expiresAt must be >= at, which is %d, was %d".formatted(at, expiresAt));
    }
  }
}
