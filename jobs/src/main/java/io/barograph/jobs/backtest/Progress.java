package io.barograph.jobs.backtest;

/**
 * Lines on the standard output by which whoever started a run on files knows how far it is: {@code
 * progress read SAMPLES} and {@code progress replayed SAMPLES EVENT_TIME_MILLIS ALL_SAMPLES}; of a
 * topic {@code progress topic SAMPLES EVENT_TIME_MILLIS FROM_MILLIS TO_MILLIS}.
 */
public final class Progress {
  private Progress() {}

  /** So many samples, or lines, have been read from files. */
  public static void read(long samples) {
    System.out.println("progress read " + samples);
  }

  /** So many of {@code all} samples have gone to the rules, up to that event time. */
  static void replayed(long samples, long eventTime, long all) {
    System.out.println("progress replayed " + samples + " " + eventTime + " " + all);
  }

  /** So many samples and log records have come from topics, up to that event time of a range. */
  static void topic(long samples, long eventTime, long from, long to) {
    System.out.println("progress topic " + samples + " " + eventTime + " " + from + " " + to);
  }
}
