package io.barograph.jobs.backtest;

/**
 * Lines on the standard output by which whoever started a backtest knows how far it is: {@code
 * progress read SAMPLES} and {@code progress replayed SAMPLES EVENT_TIME_MILLIS ALL_SAMPLES}.
 */
final class Progress {
  private Progress() {}

  /** So many samples have been read from files. */
  static void read(long samples) {
    System.out.println("progress read " + samples);
  }

  /** So many of {@code all} samples have gone to the rules, up to that event time. */
  static void replayed(long samples, long eventTime, long all) {
    System.out.println("progress replayed " + samples + " " + eventTime + " " + all);
  }
}
