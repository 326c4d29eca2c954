package io.barograph.formats.decode;

/** How large one series, or one family of them, may be in any format. */
final class SeriesBounds {
  /** The most labels of a series. */
  static final int MAX_LABELS = 512;

  /** The most buckets of a histogram, or quantiles of a summary. */
  static final int MAX_BUCKETS = 1024;

  static final String EXPECTED_LABELS = "must have at most " + MAX_LABELS + " labels";

  static final String EXPECTED_BUCKETS = "must have at most " + MAX_BUCKETS + " buckets";

  private SeriesBounds() {}

  /** Fails if {@code count} labels are too many. */
  static void checkLabels(String field, int count) throws MalformedRecordException {
    if (count > MAX_LABELS) {
      throw MalformedRecordException.malformed(field + ": " + EXPECTED_LABELS);
    }
  }
}
