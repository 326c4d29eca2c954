package io.barograph.formats.decode;

/** The range of event times that any format may carry: the years 1970 to 9999. */
public final class EventTime {
  /** The latest event time: 9999-12-31T23:59:59.999Z, in milliseconds since the epoch. */
  public static final long MAX = 253_402_300_799_999L;

  static final String EXPECTED = "must lie between 1970-01-01T00:00:00Z and 9999-12-31T23:59:59Z";

  private static final long NANOS_PER_MILLI = 1_000_000;

  private EventTime() {}

  /** True if {@code millis} since the epoch lies in the range. */
  public static boolean isValid(long millis) {
    return millis >= 0 && millis <= MAX;
  }

  /**
   * Milliseconds of an OTLP time, unsigned nanoseconds since the epoch; -1 for 0, which says that
   * the time is unknown, and beyond the year 2262.
   */
  static long ofNanos(long unsignedNanos) {
    return unsignedNanos <= 0 ? -1 : unsignedNanos / NANOS_PER_MILLI;
  }
}
