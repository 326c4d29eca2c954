package io.barograph.jobs.options;

import io.barograph.core.detect.FailureWatch;
import io.barograph.ml.watch.FailureModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The failures of which units are predicted, and by what.
 *
 * @param interval the ticks at which something is told, at least a second
 * @param mostUnits the most units of one prediction
 * @param watches of several that take a series, the first has it
 * @param models by the names of predictions; the rule predicts where there are none
 */
public record FailurePlan(
    Duration interval,
    int mostUnits,
    List<FailureWatch> watches,
    Map<String, FailureModels> models) {
  public FailurePlan {
    watches = List.copyOf(watches);
    models = Map.copyOf(models);
    if (mostUnits < 1) {
      throw new IllegalArgumentException(
          "%s must be >= 1, was %d"
              .formatted(PredictionOptions.PREDICTIONS_MAX_UNITS.key(), mostUnits));
    }
  }
}
