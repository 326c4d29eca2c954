package io.barograph.promql.eval;

/** Finds samples by their time. */
final class Search {
  private Search() {}

  /** The index of the first sample later than {@code instant}, or the number of samples. */
  static int firstAfter(SampleWindow samples, long instant) {
    int high = samples.size();
    if (high == 0 || samples.timestamp(high - 1) <= instant) {
      return high;
    }
    int low = 0;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.timestamp(middle) <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
