package io.barograph.jobs.options;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesWatch;
import java.time.Duration;
import java.util.List;

/**
 * Which series are watched and forecast, and how often.
 *
 * @param interval the ticks at which samples are judged, at least 100 ms
 * @param mostWatched the most series that are watched
 * @param mostModels the most of these that have a model of a heavy detector
 * @param modelLatency how long such a model may take for a value, at least a millisecond
 * @param mostForecast the most series that are forecast
 * @param watches of several that take a series, the first watches it
 * @param forecasts of several that take a series, the first forecasts it
 */
public record DetectionPlan(
    Duration interval,
    int mostWatched,
    int mostModels,
    Duration modelLatency,
    int mostForecast,
    List<SeriesWatch> watches,
    List<ForecastWatch> forecasts) {
  private static final long LEAST_INTERVAL_MILLIS = 100;

  public DetectionPlan {
    watches = List.copyOf(watches);
    forecasts = List.copyOf(forecasts);
    if (interval.toMillis() < LEAST_INTERVAL_MILLIS) {
      throw new IllegalArgumentException(
          "%s must be >= %d ms, was %d ms"
              .formatted(
                  DetectorOptions.DETECTORS_INTERVAL.key(),
                  LEAST_INTERVAL_MILLIS,
                  interval.toMillis()));
    }
    check(DetectorOptions.DETECTORS_MAX_SERIES.key(), mostWatched);
    if (mostModels < 0) {
      throw new IllegalArgumentException(
          "%s must be >= 0, was %d"
              .formatted(DetectorOptions.DETECTORS_HEAVY_MAX_SERIES.key(), mostModels));
    }
    if (modelLatency.toMillis() < 1) {
      throw new IllegalArgumentException(
          "%s must be >= 1 ms, was %d ns"
              .formatted(
                  DetectorOptions.DETECTORS_HEAVY_MAX_LATENCY.key(), modelLatency.toNanos()));
    }
    check(DetectorOptions.FORECASTS_MAX_SERIES.key(), mostForecast);
  }

  private static void check(String option, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("%s must be >= 1, was %d".formatted(option, most));
    }
  }
}
