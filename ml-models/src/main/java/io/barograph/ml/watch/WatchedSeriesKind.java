package io.barograph.ml.watch;

import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.KeyShare;
import io.barograph.core.measure.Measure;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detectors;
import java.io.DataInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is unusual of each watched series; its records are samples of such series alone, and labels
 * of these.
 */
public final class WatchedSeriesKind implements SeriesKind<SeriesRecord> {
  /** The samples that are derived: a regular expression of their names. */
  public static final String METRICS =
      "barograph_(anomaly_score|anomaly_strength|anomaly_fallback|expected|lower|upper)";

  private static final long serialVersionUID = 1;

  private final List<SeriesWatch> watches;
  private final ModelLimit limit;
  private final ModelPatience patience;
  private transient DetectionConfig config;
  private transient Map<Integer, ModelSlots> slots;

  /**
   * The series that are watched.
   *
   * @param watches of several that take a series, the first watches it
   * @param limit how many of them have a model of a heavy detector; its shares are those of the
   *     keys that an operator is given together
   * @param patience how long such a model may take for a value
   */
  public WatchedSeriesKind(List<SeriesWatch> watches, ModelLimit limit, ModelPatience patience) {
    this.watches = List.copyOf(watches);
    this.limit = limit;
    this.patience = patience;
  }

  /**
   * The same for one operator, with all that its detectors need loaded.
   *
   * @throws io.barograph.ml.detect.ModelException if some of it cannot be loaded
   */
  @Override
  public WatchedSeriesKind forOperator() {
    watches.forEach(watch -> Detectors.load(watch.detector().wireName()));
    return new WatchedSeriesKind(watches, limit, patience);
  }

  @Override
  public void release() {
    Detectors.release();
  }

  @Override
  public String name() {
    return "anomalies";
  }

  @Override
  public Measure<SeriesRecord> begin(SeriesRecord first) {
    return begin(first.labels());
  }

  private WatchedSeries begin(Labels series) {
    int share = KeyShare.of(key(series), limit.shares());
    if (slots == null) {
      slots = new HashMap<>();
    }
    return new WatchedSeries(
        series,
        watch(series),
        config(),
        slots.computeIfAbsent(share, any -> new ModelSlots(limit.of(share))),
        patience);
  }

  @Override
  public Measure<SeriesRecord> read(DataInput in) throws IOException {
    return WatchedSeries.read(this::begin, in);
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
