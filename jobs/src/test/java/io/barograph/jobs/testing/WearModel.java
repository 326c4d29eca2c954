package io.barograph.jobs.testing;

import io.barograph.ml.failure.FailureModel;
import io.barograph.ml.failure.Fleet;
import io.barograph.ml.failure.FoldedPredictions;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.PredictionFigures;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainedModelText;
import io.barograph.ml.failure.TrainingNote;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model of units with one sensor, {@code wear}, that fail behind sixty steps. */
public final class WearModel {
  private static final int LIFE = 60;

  private WearModel() {}

  /** Of rows an hour apart, fifty hours ahead. */
  public static String text(String name, int version) {
    return text(name, version, Duration.ofHours(1));
  }

  /** Of rows a step apart, fifty steps ahead. */
  public static String text(String name, int version, Duration step) {
    Fleet fleet = new Fleet();
    Map<String, Long> failures = new HashMap<>();
    Random random = new Random(version);
    for (int unit = 0; unit < FoldedPredictions.FEWEST; unit++) {
      for (int age = 0; age < LIFE; age++) {
        fleet.add("u" + unit, age * step.toMillis(), new double[] {age + random.nextGaussian()});
      }
      failures.put("u" + unit, LIFE * step.toMillis());
    }
    double hours = step.toMillis() / 3.6e6;
    LeadBand band = new LeadBand(10 * hours, 50 * hours);
    PredictionFigures figures =
        PredictionFigures.of(FoldedPredictions.of(fleet.failed(failures), band), failures, band);
    return TrainedModelText.write(
        new TrainedModel(
            name,
            version,
            List.of("wear"),
            step.toMillis(),
            band,
            FailureModel.train(fleet.failed(failures), band),
            new TrainingNote("ann", "", 0, "", "", FoldedPredictions.FEWEST, figures)));
  }
}
