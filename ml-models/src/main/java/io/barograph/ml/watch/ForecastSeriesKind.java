package io.barograph.ml.watch;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where each forecast series goes; its records are the samples of such series alone. */
public final class ForecastSeriesKind implements SeriesKind<SeriesSample> {
  /** The samples that are derived: a regular expression of their names. */
  public static final String METRICS =
      "barograph_(forecast|forecast_lower|forecast_upper|time_to_threshold_seconds"
          + "|trend_per_hour|trend_strength|seasonality_strength"
          + "|change_point_time_seconds|change_point_shift)";

  private static final long serialVersionUID = 1;

  private final List<ForecastWatch> watches;

  /**
   * The series that are forecast.
   *
   * @param watches of several that take a series, the first forecasts it
   */
  public ForecastSeriesKind(List<ForecastWatch> watches) {
    this.watches = List.copyOf(watches);
  }

  @Override
  public String name() {
    return "forecasts";
  }

  @Override
  public Measure<SeriesSample> begin(SeriesSample first) {
    return new ForecastSeries(first.labels(), watch(first.labels()).orElseThrow());
  }

  @Override
  public Measure<SeriesSample> read(DataInput in) throws IOException {
    return ForecastSeries.read(this::watch, in);
  }

  private Optional<ForecastWatch> watch(Labels series) {
    return watches.stream().filter(watch -> watch.series().cover(series)).findFirst();
  }
}
