package io.barograph.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelEvent.GivenUp;
import io.barograph.core.prediction.ModelEvent.Labelled;
import io.barograph.core.prediction.ModelEvent.Made;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.core.sample.StaleMarker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ModelMeasureTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_600_000_000_000L;
  private static final ModelKey KEY = new ModelKey("m", "2", "eu");
  private static final ModelPolicy POLICY =
      new ModelPolicy(50, List.of(Duration.ofHours(1)), 10, 0.001, 40, Duration.ofHours(2));
  private static final ModelMeasureKind KIND = new ModelMeasureKind(POLICY);

  @Test
  void saysHowRightAModelIs() {
    ModelMeasure measure = new ModelMeasure(KEY, POLICY);
    for (int i = 0; i < 20; i++) {
      label(measure, i, i % 4 > 0, 90_000);
    }
    measure.add(new Made(prediction("open", at(20), 0.8)));
    Prediction lost = prediction("lost", at(20), 0.8);
    measure.add(new Made(lost));
    measure.add(new GivenUp(lost, at(21)));

    assertThat(Measures.samples(measure, at(21)))
        .containsAllEntriesOf(
            Map.of(
                name("predictions_total", ""), 22.0,
                name("labelled_total", ""), 20.0,
                name("unlabelled_total", ""), 1.0,
                name("open_predictions", ""), 1.0,
                name("degraded", ""), 0.0,
                name("accuracy_ratio", ", window=\"last50\""), 0.75,
                name("accuracy_ratio", ", window=\"1h\""), 0.75,
                name("unlabelled_ratio", ", window=\"1h\""), 2.0 / 22))
        .containsEntry(
            "barograph_model_label_delay_seconds{model=\"m\", quantile=\"0.95\", segment=\"eu\","
                + " version=\"2\", window=\"last50\"}",
            90.0)
        .hasEntrySatisfying(
            name("calibration_error_ratio", ", window=\"last50\""),
            error -> assertThat(error).isCloseTo(0.05, within()))
        .hasEntrySatisfying(
            "barograph_model_calibration_gap_ratio{bin=\"0.8\", model=\"m\", segment=\"eu\","
                + " version=\"2\", window=\"last50\"}",
            gap -> assertThat(gap).isCloseTo(-0.05, within()));
  }

  @Test
  void saysNothingOfWhatItKnowsTooLittleOf() {
    ModelMeasure measure = new ModelMeasure(KEY, POLICY);
    for (int i = 0; i < 9; i++) {
      label(measure, i, true, 0);
    }

    assertThat(Measures.samples(measure, at(9)).keySet())
        .noneMatch(name -> name.contains("accuracy_ratio{") && name.contains("window"))
        .noneMatch(name -> name.contains("brier") || name.contains("score"));
  }

  @Test
  void aDropIsToldUntilTheModelIsAsGoodAsBefore() {
    ModelMeasure measure = new ModelMeasure(KEY, POLICY);
    int i = 0;
    for (; i < 200; i++) {
      label(measure, i, i % 10 > 1, 0);
    }
    assertThat(measure.drop().isDegraded()).isFalse();
    for (; i < 260 && !measure.drop().isDegraded(); i++) {
      label(measure, i, i % 10 > 6, 0);
    }
    assertThat(measure.drop().isDegraded()).isTrue();
    assertThat(measure.drop().baselineAccuracy().getAsDouble()).isGreaterThan(0.75);
    int flagged = i;
    for (; i < flagged + 49; i++) {
      label(measure, i, true, 0);
    }
    assertThat(Measures.samples(measure, at(i)))
        .containsEntry(name("degraded", ""), 1.0)
        .containsEntry(name("drops_total", ""), 1.0);
    label(measure, i, true, 0);

    assertThat(Measures.samples(measure, at(i)))
        .containsEntry(name("degraded", ""), 0.0)
        .containsEntry(name("drops_total", ""), 1.0);
  }

  @Test
  void scoresThatComeFromElsewhereAreSeenBeforeAnyLabel() {
    ModelMeasure measure = new ModelMeasure(KEY, POLICY);
    Random random = new Random(1);
    for (int i = 0; i < 80; i++) {
      measure.add(new Made(prediction("p" + i, at(i), 0.5 + random.nextDouble() / 10)));
    }
    double before = Measures.samples(measure, at(80)).get(name("score_ks_pvalue", ""));
    for (int i = 80; i < 120; i++) {
      measure.add(new Made(prediction("p" + i, at(i), 0.9)));
    }
    SortedMap<String, Double> after = Measures.samples(measure, at(120));

    assertThat(before).isGreaterThan(0.01);
    assertThat(after.get(name("score_ks_pvalue", ""))).isLessThan(1e-6);
    assertThat(after.get(name("score_stability_index", ""))).isGreaterThan(0.25);
  }

  @Test
  void valuesAreJudgedByTheirDistance() {
    ModelMeasure measure = new ModelMeasure(KEY, POLICY);
    for (int i = 0; i < 10; i++) {
      Prediction prediction = Prediction.ofValue("p" + i, at(i), KEY, 10);
      measure.add(new Made(prediction));
      measure.add(new Labelled(prediction, Outcome.ofValue("p" + i, at(i), i < 5 ? 13 : 6)));
    }
    Prediction odd = Prediction.ofValue("odd", at(10), KEY, 10);
    measure.add(new Labelled(odd, Outcome.ofClass("odd", at(10), "H")));

    assertThat(Measures.samples(measure, at(10)))
        .containsEntry(name("mean_absolute_error", ", window=\"last50\""), 3.5)
        .containsEntry(name("root_mean_square_error", ", window=\"last50\""), Math.sqrt(12.5))
        .containsEntry(name("unfit_outcomes_total", ""), 1.0)
        .doesNotContainKey(name("degraded", ""));
  }

  @Test
  void endsWithStaleMarkersAndIsForgotten() {
    ModelMeasure measure = new ModelMeasure(KEY, POLICY);
    label(measure, 0, true, 0);
    long end = at(0) + 2 * 3_600_000;

    assertThat(measure.isSpent(end - 1)).isFalse();
    assertThat(measure.isSpent(end)).isTrue();
    assertThat(Measures.samples(measure, end).values())
        .isNotEmpty()
        .allMatch(value -> StaleMarker.isStale(Double.doubleToRawLongBits(value)));
  }

  @Test
  void goesOnAsItWasWhereverItIsWrittenAndRead() throws Exception {
    long seed = 11;
    Random random = new Random(seed);
    List<ModelEvent> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Prediction prediction = prediction("p" + i, at(i), 0.5 + random.nextDouble() / 2);
      events.add(new Made(prediction));
      if (random.nextInt(10) > 0) {
        boolean isRight = random.nextDouble() < (i < 200 ? 0.9 : 0.3);
        events.add(
            new Labelled(prediction, Outcome.ofClass("p" + i, at(i) + 1_000, isRight ? "H" : "A")));
      }
    }
    ModelMeasure whole = KIND.begin(events.get(0));
    ModelMeasure broken = KIND.begin(events.get(0));
    for (ModelEvent event : events) {
      whole.add(event);
      broken.add(event);
      if (random.nextInt(20) == 0) {
        byte[] bytes = Measures.bytes(broken);
        broken = Measures.read(POLICY, bytes);
        assertThat(Measures.bytes(broken)).as("seed %d", seed).isEqualTo(bytes);
      }
      long tick = event.time();
      assertThat(Measures.samples(broken, tick))
          .as("seed %d", seed)
          .isEqualTo(Measures.samples(whole, tick));
    }
    assertThat(whole.drop().drops()).isEqualTo(1);
    assertThatThrownBy(() -> Measures.read(POLICY, new byte[] {9}))
        .hasMessage("model is of format 9, known is 1");
  }

  @Test
  void keysTimesAndIdsTellEventsApart() {
    Prediction prediction = prediction("p", START, 0.8);
    Labelled labelled = new Labelled(prediction, Outcome.ofClass("p", START - 5, "H"));

    assertThat(KIND.name()).isEqualTo("model");
    assertThat(KIND.key(labelled)).isEqualTo("m\n2\neu");
    assertThat(KIND.time(labelled)).isEqualTo(START);
    assertThat(List.of(KIND.id(new Made(prediction)), KIND.id(labelled)))
        .containsExactly("made/p", "labelled/p");
    assertThat(KIND.id(new GivenUp(prediction, START))).isEqualTo("given-up/p");
  }

  @Test
  void policiesMustBeSound() {
    List<Duration> hour = List.of(Duration.ofHours(1));
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> new ModelPolicy(0, hour, 1, 0.1, 2, day))
        .hasMessage("labels must be from 1 to 1024, was 0");
    assertThatThrownBy(() -> new ModelPolicy(9, List.of(Duration.ZERO), 1, 0.1, 2, day))
        .hasMessage("windows must be at least 48 ms each, one was PT0S");
    assertThatThrownBy(() -> new ModelPolicy(9, hour, 10, 0.1, 2, day))
        .hasMessage("minLabels must be from 1 to labels = 9, was 10");
    assertThatThrownBy(() -> new ModelPolicy(9, hour, 1, 1, 2, day))
        .hasMessage("dropRisk must be > 0 and < 1, was 1.0");
    assertThatThrownBy(() -> new ModelPolicy(9, hour, 1, 0.1, 1, day))
        .hasMessage("scores must be from 2 to 1024, was 1");
    assertThatThrownBy(() -> new ModelPolicy(9, hour, 1, 0.1, 2, Duration.ZERO))
        .hasMessage("retention must be > 0, was PT0S");
  }

  @Test
  void windowsAreNamedByTheirLength() {
    assertThat(
            List.of(
                WindowNames.of(Duration.ofDays(7)),
                WindowNames.of(Duration.ofHours(36)),
                WindowNames.of(Duration.ofMinutes(90)),
                WindowNames.of(Duration.ofSeconds(90)),
                WindowNames.of(Duration.ofMillis(1_500))))
        .containsExactly("7d", "36h", "90m", "90s", "1500ms");
  }

  private static void label(ModelMeasure measure, int i, boolean isRight, long delay) {
    Prediction prediction = prediction("p" + i, at(i), 0.8);
    measure.add(new Made(prediction));
    measure.add(
        new Labelled(prediction, Outcome.ofClass("p" + i, at(i) + delay, isRight ? "H" : "A")));
  }

  private static Prediction prediction(String id, long time, double home) {
    return Prediction.ofClasses(
        id,
        time,
        KEY,
        List.of(new ClassProbability("H", home), new ClassProbability("A", 1 - home)));
  }

  private static long at(int minute) {
    return START + minute * MINUTE;
  }

  private static String name(String metric, String further) {
    return "barograph_model_%s{model=\"m\", segment=\"eu\", version=\"2\"%s}"
        .formatted(metric, further);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-6);
  }
}
