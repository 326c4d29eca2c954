package io.barograph.jobs.output;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of indices by family and month in UTC, such as {@code barograph-alerts-2026.11}. */
final class MonthlyIndex {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM").withZone(ZoneOffset.UTC);

  private MonthlyIndex() {}

  /**
   * The index of a family in which what has this time belongs.
   *
   * @param epochMillis the record's own time, so that a retry meets its first try
   */
  static String name(String family, long epochMillis) {
    return family + '-' + MONTH.format(Instant.ofEpochMilli(epochMillis));
  }
}
