package io.barograph.ml.watch;

import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;

/** What samples of one series have in common, and the names of the series derived from them. */
final class SeriesKeys {
  private static final String METRIC = "metric";

  private SeriesKeys() {}

  /** The key of a series: its fingerprint, by which alerts are held apart too. */
  static String key(SeriesSample sample) {
    return Fingerprint.toHex(sample.labels().fingerprint());
  }

  /** Tells samples of one time apart that differ. */
  static String id(SeriesSample sample) {
    return Long.toHexString(Double.doubleToLongBits(sample.value()));
  }

  /**
   * The series derived of another: its labels, its name as {@code metric}, and where it comes from.
   */
  static Labels derived(Labels series, String name, String origin, String from) {
    return series.toBuilder()
        .set(METRIC, series.metricName())
        .set(origin, from)
        .set(Labels.METRIC_NAME, name)
        .build();
  }
}
