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

  public static final ConfigOption<String> MODELS_FOLDER =
      ConfigOptions.key("models.folder")
          .stringType()
          .defaultValue("models")
          .withDescription(
              "The folder of trained models, as 'barograph models train' fills it, read when the"
                  + " job is started: which versions predict that entries of predictions name."
                  + " Where one cannot be read, the rule predicts.");

  private PredictionOptions() {}
}
