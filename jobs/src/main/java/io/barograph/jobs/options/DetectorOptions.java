package io.barograph.jobs.options;

import io.barograph.ml.watch.ModelPatience;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of what watches series for what is unusual, and of what forecasts them. */
public final class DetectorOptions {
  public static final ConfigOption<Duration> DETECTORS_INTERVAL =
      ConfigOptions.key("detectors.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "How often the samples of watched and forecast series are judged, at least 100 ms:"
                  + " a series gives its score and its bounds at the first multiple of this at or"
                  + " after each of its samples. Clocks go on in steps of clock.step: for less than"
                  + " that, lower both.");

  public static final ConfigOption<Integer> DETECTORS_MAX_SERIES =
      ConfigOptions.key("detectors.max-series")
          .intType()
          .defaultValue(20_000)
          .withDescription(
              "How many series are watched; samples of more are counted (numRecordsOverKeyLimit)"
                  + " and not judged.");

  public static final ConfigOption<Integer> DETECTORS_HEAVY_MAX_SERIES =
      ConfigOptions.key("detectors.heavy.max-series")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "How many watched series have a model of a heavy detector (random-cut-forest or"
                  + " isolation-forest, about 0.5 MB each, or lstm, 1 kB); each of the 128 key groups"
                  + " has its share of them. The others are scored by the ensemble, and"
                  + " barograph_anomaly_fallback is 1.");

  public static final ConfigOption<Duration> DETECTORS_HEAVY_MAX_LATENCY =
      ConfigOptions.key("detectors.heavy.max-latency")
          .durationType()
          .defaultValue(ModelPatience.DEFAULT.most())
          .withDescription(
              "How long a model of a heavy detector may take for a value, at least 1 ms. One that takes"
                  + " longer for three values in a row rests for 10 minutes; until then the ensemble"
                  + " scores the series, and barograph_anomaly_fallback has the reason model_slow.");

  public static final ConfigOption<Integer> FORECASTS_MAX_SERIES =
      ConfigOptions.key("forecasts.max-series")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "How many series are forecast; samples of more are counted"
                  + " (numRecordsOverKeyLimit) and left out.");

  private DetectorOptions() {}
}
