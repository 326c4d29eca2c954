package io.barograph.jobs.options;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of what predicts the failures of units. */
public final class PredictionOptions {
  public static final ConfigOption<Integer> PREDICTIONS_MAX_UNITS =
      ConfigOptions.key("predictions.max-units")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "How many units each entry of predictions keeps; of one more, a dead letter says so"
                  + " once, and it is not predicted.");

  private PredictionOptions() {}
}
