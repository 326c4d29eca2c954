package io.barograph.ml.watch;

import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.ml.detect.DetectionConfig;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/** What is unusual of each watched series; its records are the samples of such series alone. */
public final class WatchedSeriesKind implements SeriesKind {
  /** The samples that are derived: a regular expression of their names. */
  public static final String METRICS =
      "barograph_(anomaly_score|anomaly_strength|expected|lower|upper)";

  private static final long serialVersionUID = 1;

  private final List<SeriesWatch> watches;
  private transient DetectionConfig config;

  /**
   * The series that are watched.
   *
   * @param watches of several that take a series, the first watches it
   */
  public WatchedSeriesKind(List<SeriesWatch> watches) {
    this.watches = List.copyOf(watches);
  }

  @Override
  public String name() {
    return "anomalies";
  }

  @Override
  public Measure<SeriesSample> begin(SeriesSample first) {
    return new WatchedSeries(first.labels(), watch(first.labels()), config());
  }

  @Override
  public Measure<SeriesSample> read(DataInput in) throws IOException {
    return WatchedSeries.read(this::watch, config(), in);
  }

  /* A series that no watch takes any more, behind a change of the packs, has no samples to come. */
  private SeriesWatch watch(Labels series) {
    return watches.stream()
        .filter(watch -> watch.series().cover(series))
        .findFirst()
        .orElse(WatchedSeries.UNWATCHED);
  }

  private DetectionConfig config() {
    if (config == null) {
      config = DetectionConfig.shipped();
    }
    return config;
  }
}
