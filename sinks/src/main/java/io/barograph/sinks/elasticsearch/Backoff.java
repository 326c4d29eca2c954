package io.barograph.sinks.elasticsearch;

/** Exponential back-off: 0.2 s, doubled with each failure in a row, at most 5 s. */
final class Backoff {
  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 5_000;

  private Backoff() {}

  /**
   * How long to wait before the next attempt.
   *
   * @param failuresInARow at least 1
   * @param jitter from 0 to 1; shortens the wait by up to a half, so that writers do not march in
   *     step
   */
  static long waitMillis(int failuresInARow, double jitter) {
    int doublings = Math.min(failuresInARow - 1, 20);
    long full = Math.min(FIRST_MILLIS << doublings, LONGEST_MILLIS);
    return full - (long) (full / 2.0 * jitter);
  }
}
