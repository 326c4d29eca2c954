package io.barograph.core.alert;

import java.time.Duration;
import java.util.Objects;

/**
 * The clauses of a rule that shape the life of its alerts.
 *
 * @param hold Prometheus's {@code for}: how long the condition must hold before the alert fires
 * @param keepFiring Prometheus's {@code keep_firing_for}: how long it goes on after the condition
 *     went false
 * @param noData what becomes of it when its data vanishes
 * @param noDataTimeout how long the alert may be without data before the alert is given up
 */
public record AlertPolicy(
    Duration hold, Duration keepFiring, NoDataPolicy noData, Duration noDataTimeout) {
  /** How long an alert without data is kept unless the rule says otherwise. */
  public static final Duration DEFAULT_NO_DATA_TIMEOUT = Duration.ofMinutes(15);

  public AlertPolicy {
    requireNotNegative("for", hold);
    requireNotNegative("keep_firing_for", keepFiring);
    requireNotNegative("no-data timeout", noDataTimeout);
    Objects.requireNonNull(noData);
  }

  /** The policy of a rule as Prometheus applies it. */
  public static AlertPolicy prometheus(Duration hold, Duration keepFiring) {
    return new AlertPolicy(hold, keepFiring, NoDataPolicy.RESOLVE, DEFAULT_NO_DATA_TIMEOUT);
  }

  /** The default of a live job: as Prometheus, but silence is not recovery. */
  public static AlertPolicy live(Duration hold, Duration keepFiring) {
    return new AlertPolicy(hold, keepFiring, NoDataPolicy.KEEP_LAST, DEFAULT_NO_DATA_TIMEOUT);
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s must be >= 0, was %s".formatted(name, value));
    }
  }
}
