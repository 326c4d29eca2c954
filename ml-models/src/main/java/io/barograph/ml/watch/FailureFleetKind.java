package io.barograph.ml.watch;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.FleetRecord;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import io.barograph.core.labels.SeriesMemo;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import java.io.DataInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Failures ahead: a measure of each prediction, whose units are compared with one another. Its
 * records are the samples of their sensors and failures alone, and which models predict from when.
 */
public final class FailureFleetKind implements MeasureKind<FleetRecord> {
  /** The samples that are derived: a regular expression of their names. */
  public static final String METRICS = "barograph_failure_.*";

  private static final long serialVersionUID = 1;

  private static final int SERIES_KNOWN = 200_000;

  private final LinkedHashMap<String, FailureWatch> watches = new LinkedHashMap<>();
  private final HashMap<String, FailureModels> models;
  private final int mostUnits;
  private transient SeriesMemo<String> names;

  /**
   * The predictions.
   *
   * @param watches of several that take a series, the first has it
   * @param models by the names of predictions; the rule predicts where there are none
   * @param mostUnits the most units of one prediction
   */
  public FailureFleetKind(
      List<FailureWatch> watches, Map<String, FailureModels> models, int mostUnits) {
    watches.forEach(watch -> this.watches.putIfAbsent(watch.name(), watch));
    this.models = new HashMap<>(models);
    this.mostUnits = mostUnits;
  }

  @Override
  public String name() {
    return "failures";
  }

  /** The name of the prediction. */
  @Override
  public String key(FleetRecord record) {
    if (record instanceof ModelPromotion promotion) {
      return promotion.prediction();
    }
    if (names == null) {
      names = new SeriesMemo<>(SERIES_KNOWN, this::nameOf);
    }
    return names.of(((SeriesSample) record).labels());
  }

  private String nameOf(Labels series) {
    return watches.values().stream()
        .filter(watch -> watch.series().cover(series) || watch.failures().cover(series))
        .findFirst()
        .map(FailureWatch::name)
        .orElse("");
  }

  @Override
  public long time(FleetRecord record) {
    return record.time();
  }

  /** Two samples of one series and time that differ are two. */
  @Override
  public String id(FleetRecord record) {
    if (record instanceof ModelPromotion promotion) {
      return promotion.id();
    }
    return ((SeriesSample) record).idAmongSeries();
  }

  @Override
  public Measure<FleetRecord> begin(FleetRecord first) {
    FailureWatch watch = watches.get(key(first));
    return new FailureFleet(
        watch, models.getOrDefault(watch.name(), FailureModels.NONE), mostUnits);
  }

  @Override
  public Measure<FleetRecord> read(DataInput in) throws IOException {
    return FailureFleetBytes.read(watches, models, mostUnits, in);
  }
}
