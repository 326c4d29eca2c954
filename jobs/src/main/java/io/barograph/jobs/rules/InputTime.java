package io.barograph.jobs.rules;

/**
 * How far an input is.
 *
 * @param watermark the greatest possible one if it has ended
 * @param oldest the time of its first sample, or of its first watermark if that came before any
 *     sample; the greatest long while nothing is known
 * @param newestAtEnd the time of the newest sample of its sources that have ended; the least long
 *     if none has
 */
record InputTime(long watermark, long oldest, long newestAtEnd) {
  /** Nothing is known yet. */
  static final InputTime UNKNOWN = new InputTime(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);

  /** That of somebody who waits for both: no further than the slower. */
  InputTime slower(InputTime other) {
    return new InputTime(
        Math.min(watermark, other.watermark),
        Math.min(oldest, other.oldest),
        Math.max(newestAtEnd, other.newestAtEnd));
  }

  InputTime withWatermark(long mark) {
    return new InputTime(mark, oldest, newestAtEnd);
  }

  InputTime withOldest(long time) {
    return new InputTime(watermark, Math.min(oldest, time), newestAtEnd);
  }

  InputTime withNewestAtEnd(long time) {
    return new InputTime(watermark, oldest, Math.max(newestAtEnd, time));
  }

  /** True if no more comes. */
  boolean hasEnded() {
    return watermark == Long.MAX_VALUE;
  }
}
