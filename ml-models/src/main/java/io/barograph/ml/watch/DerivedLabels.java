package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;

/** The labels of series that are derived from others. */
final class DerivedLabels {
  private static final String METRIC = "metric";

  private DerivedLabels() {}

  /**
   * The series derived of another: its labels, its name as {@code metric}, and where it comes from.
   */
  static Labels of(Labels series, String name, String origin, String from) {
    return series.toBuilder()
        .set(METRIC, series.metricName())
        .set(origin, from)
        .set(Labels.METRIC_NAME, name)
        .build();
  }
}
