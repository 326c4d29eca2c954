package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;

/**
 * The labels of series that are derived from others. A label of theirs that has the name of one
 * that is set stays as {@code exported_} and that name, as Prometheus does with those of a target.
 */
public final class DerivedLabels {
  private static final String METRIC = "metric";

  /** What says which detector a series is derived by. */
  static final String DETECTOR = "detector";

  private static final String EXPORTED = "exported_";

  private DerivedLabels() {}

  /** The labels of a series, without its name, as they stand in what a detector says of it. */
  public static Labels ofWatched(Labels series) {
    return exported(exported(series.without(Labels.METRIC_NAME), METRIC), DETECTOR);
  }

  /**
   * The series derived of another: its labels, its name as {@code metric}, and where it comes from.
   */
  static Labels of(Labels series, String name, String origin, String from) {
    return exported(exported(series, METRIC), origin).toBuilder()
        .set(METRIC, series.metricName())
        .set(origin, from)
        .set(Labels.METRIC_NAME, name)
        .build();
  }

  /** The same labels, in which that of a name has another. */
  static Labels exported(Labels labels, String name) {
    String value = labels.get(name);
    if (value.isEmpty()) {
      return labels;
    }
    String free = EXPORTED + name;
    while (!labels.get(free).isEmpty()) {
      free = EXPORTED + free;
    }
    return labels.toBuilder().set(name, "").set(free, value).build();
  }
}
