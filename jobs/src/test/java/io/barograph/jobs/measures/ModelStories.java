package io.barograph.jobs.measures;

import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** Stories of the predictions of one model, and of what comes true. */
final class ModelStories {
  private static final ModelKey MODEL = new ModelKey("direction", "7", "XNYS");
  private static final String FILE = "models/models.yml";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long START = 1_740_000_000_000L;

  private ModelStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story(
            "ModelDegraded",
            told -> {
              right(told, 200, 8);
              right(told, 100, 3);
            },
            told -> right(told, 300, 8)),
        story(
            "ModelAccuracyLow",
            told -> {
              right(told, 200, 8);
              right(told, 110, 3);
            },
            told -> {
              right(told, 200, 8);
              right(told, 110, 7);
            }),
        story("ModelBrierHigh", told -> right(told, 120, 5), told -> right(told, 120, 8)),
        story("ModelCalibrationPoor", told -> right(told, 120, 5), told -> right(told, 120, 8)),
        new AlertStory(
            "ModelUnlabelled",
            FILE,
            Duration.ofMinutes(10),
            told -> labelled(told, 60, 3),
            told -> labelled(told, 60, 1)),
        new AlertStory(
            "ModelLabelsLate",
            FILE,
            HOUR,
            told -> labelledAfter(told, Duration.ofDays(8)),
            told -> labelledAfter(told, Duration.ofDays(2))),
        story("ModelScoresShifted", told -> shifted(told, 0.2), told -> shifted(told, 0)),
        story("ModelScoresDiffer", told -> shifted(told, 0.08), told -> shifted(told, 0)));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(alert, FILE, MINUTE, faulty, healthy);
  }

  /** Goes on with one prediction a minute: of each ten the given number comes true. */
  private static void right(ToldRecords told, int number, int ofTen) {
    int from = told.size() / 2;
    for (int i = from; i < from + number; i++) {
      predict(told, i, MINUTE, 0.9);
      comeTrue(told, i, 7 * i % 10 < ofTen, time(i, MINUTE) + 30_000);
    }
  }

  /** One prediction in ten minutes, of which one of so many gets a label. */
  private static void labelled(ToldRecords told, int number, int oneOf) {
    Duration pause = Duration.ofMinutes(10);
    for (int i = 0; i < number; i++) {
      predict(told, i, pause, 0.9);
      if (i % oneOf == 0) {
        comeTrue(told, i, true, time(i, pause) + 30_000);
      }
    }
  }

  private static void labelledAfter(ToldRecords told, Duration delay) {
    for (int i = 0; i < 120; i++) {
      predict(told, i, HOUR, 0.9);
      comeTrue(told, i, i % 10 < 8, time(i, HOUR) + delay.toMillis());
    }
  }

  /** Scores spread from 0.3 to 0.7, and later ones that are higher by {@code shift}. */
  private static void shifted(ToldRecords told, double shift) {
    IntToDoubleFunction spread = i -> 0.3 + 0.4 * (0.618_034 * i % 1);
    for (int i = 0; i < 1_010; i++) {
      predict(told, i, MINUTE, spread.applyAsDouble(i) + (i < 500 ? 0 : shift));
    }
  }

  private static void predict(ToldRecords told, int number, Duration pause, double probability) {
    told.add(
        Prediction.ofClasses(
            "p-" + number,
            time(number, pause),
            MODEL,
            List.of(
                new ClassProbability("up", probability),
                new ClassProbability("down", 1 - probability))));
  }

  private static void comeTrue(ToldRecords told, int number, boolean isUp, long time) {
    told.add(Outcome.ofClass("p-" + number, time, isUp ? "up" : "down"));
  }

  private static long time(int number, Duration pause) {
    return START + number * pause.toMillis();
  }
}
