package io.barograph.cli.report;

import java.time.Duration;

/** How much time a report covers. */
public enum Period {
  week(7),
  month(30),
  quarter(91);

  private final int days;

  Period(int days) {
    this.days = days;
  }

  /** Its length. */
  public Duration length() {
    return Duration.ofDays(days);
  }
}
