package io.barograph.jobs.measures;

import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.ml.model.ModelMeasureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a join tells of the predictions of models, as records of their kind of measure. */
final class ModelRecords {
  private static final long MINUTE = 60_000;

  private ModelRecords() {}

  static MeasuredKind<ModelEvent> kind() {
    List<ModelEvent> filling = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      Prediction prediction =
          prediction("n", i, MeasuredKinds.START + 10 * MINUTE * i, MeasuredKinds.draw(i));
      filling.add(new ModelEvent.Made(prediction));
      filling.add(labelled(prediction, MeasuredKinds.draw(-i)));
    }
    int labels = 100 * 24;
    int windows = 2 * 2_048;
    int scores = 1_000 * 8;
    return new MeasuredKind<>(
        new ModelMeasureKind(ModelPolicy.DEFAULT),
        ModelRecords::event,
        "barograph_model_predictions_total",
        ModelPolicy.DEFAULT.retention(),
        filling,
        labels + windows + scores + 1_024);
  }

  /** Predictions, and behind every second one its outcome. */
  private static ModelEvent event(int i) {
    if (i % 3 < 2) {
      return new ModelEvent.Made(streamed(i));
    }
    return labelled(streamed(i - 1), MeasuredKinds.draw(-i));
  }

  private static Prediction streamed(int i) {
    return prediction(MeasuredKinds.name(i), i, MeasuredKinds.time(i), MeasuredKinds.draw(-i));
  }

  private static Prediction prediction(String segment, int number, long time, Random random) {
    double up = random.nextDouble();
    return Prediction.ofClasses(
        "p-" + number,
        time,
        new ModelKey("direction", "7", segment),
        List.of(new ClassProbability("up", up), new ClassProbability("down", 1 - up)));
  }

  private static ModelEvent labelled(Prediction prediction, Random random) {
    String actual = random.nextBoolean() ? "up" : "down";
    return new ModelEvent.Labelled(
        prediction, Outcome.ofClass(prediction.id(), prediction.time() + 250, actual));
  }
}
