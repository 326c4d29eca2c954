package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainedModelText;
import io.barograph.ml.failure.TrainedModels;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models that are promoted while a job runs. */
class PromotedFleetTest {
  private static final int UNIT = 23;

  /** The hour in which the job is told, from which it is to hold, and the last. */
  private static final int TOLD = 60;

  private static final int FROM = 80;
  private static final int END = 120;

  private final TrainedModel first = TrainedModels.model(1);
  private final TrainedModel second = TrainedModels.model(2);
  private final FailureModels started = models(term(0, 1, first));
  private final FailureModels both = models(term(0, 1, first), term(FROM, 2, second));

  @Test
  void predictsAsIfTheJobHadBeenStartedWithItWhereverItIsRestarted() throws IOException {
    FleetRun expected = run(both);
    hours(expected, 0, END);
    for (int restart : new int[] {TOLD, TOLD + 1, FROM - 1, FROM, FROM + 1}) {
      for (FailureModels folder : List.of(started, both)) {
        FleetRun run = run(started);
        hours(run, 0, TOLD);
        run.add(promotion(second, TOLD, FROM, 2));
        hours(run, TOLD, restart);
        run.restart(FleetRun.kind(folder, 1_000));
        hours(run, restart, END);

        assertThat(run.told()).as("restarted at %d h", restart).isEqualTo(expected.told());
      }
    }
    assertThat(versions(expected).subList(0, FROM - 1)).containsOnly("1");
    assertThat(versions(expected).subList(FROM - 1, END)).containsOnly("2");
  }

  @Test
  void holdsFromTheNextStepOnIfItsTimeIsPast() {
    FleetRun run = run(started);
    hours(run, 0, TOLD);
    run.add(promotion(second, TOLD, 10, 2));
    hours(run, TOLD, END);

    assertThat(versions(run).subList(0, TOLD)).containsOnly("1");
    assertThat(versions(run).subList(TOLD, END)).containsOnly("2");
  }

  @Test
  void ofSeveralTheLastDecidedHoldsInWhicheverOrderTheyCome() {
    FleetRun run = run(FailureModels.UNREADABLE);
    run.add(promotion(second, 0, 0, 5));
    run.add(promotion(first, 0, 0, 3));
    hours(run, 0, 10);
    assertThat(versions(run)).containsOnly("2");

    run.add(promotion(first, 10, 0, 6));
    for (int i = 0; i < FleetModels.MOST; i++) {
      run.add(promotion(second, 10, END, 7 + i));
    }
    hours(run, 10, 20);
    assertThat(versions(run).subList(10, 20))
        .as("so many are kept, and what it was started with")
        .containsOnly("rule");
    assertThat(run.refused()).isEmpty();
  }

  @Test
  void whatIsNotThatVersionIsRefusedAndWhatPredictedGoesOn() {
    FleetRun run = run(started);
    hours(run, 0, 10);
    String text = TrainedModelText.write(second);
    run.add(new ModelPromotion("engines", "engines", 2, 0, 0, 2, text.replace("s4", "s5")));
    run.add(new ModelPromotion("engines", "engines", 3, 0, 0, 2, text));
    hours(run, 10, 20);

    assertThat(versions(run)).containsOnly("1");
    assertThat(run.told("fallback")).isEmpty();
    assertThat(run.refused())
        .hasSize(2)
        .allMatch(refused -> refused.contains("is not promoted in prediction engines"))
        .anyMatch(refused -> refused.contains("the text is that of version 2 of engines"))
        .anyMatch(refused -> refused.contains("sha256"));
  }

  @Test
  void whatIsNotUnderstoodAnyMoreStopsNoRestart() throws IOException {
    FleetRun run = run(started);
    run.add(promotion(second, 0, 0, 2));
    hours(run, 0, 10);
    run.restartWith("sha256", "sha257");
    assertThat(run.refused())
        .singleElement()
        .asString()
        .contains("version 2 of the model engines is not promoted in prediction engines");
    hours(run, 10, 20);

    assertThat(versions(run).subList(0, 10)).containsOnly("2");
    assertThat(versions(run).subList(10, 20)).containsOnly("1");
  }

  @Test
  void aSilenceForgetsUnitsAndNoPromotion() throws IOException {
    FleetRun run = run(started);
    hours(run, 0, 10);
    assertThat(run.isSpent(10 + 101)).isTrue();

    run.add(promotion(second, 10, 10, 2));
    run.tick(10 + 101);
    assertThat(run.isSpent(10 + 101)).isFalse();
    run.restart(FleetRun.kind(started, 1_000));
    hours(run, 200, 210);
    assertThat(versions(run).subList(10, 20)).containsOnly("2");
    assertThat(run.told("units")).last().matches(one -> one.value() == 1);
  }

  @Test
  void aPredictionThatNamesAnotherModelSinceForgetsIt() throws IOException {
    FleetRun run = run(FailureModels.NONE);
    run.add(promotion(second, 0, 0, 2));
    hours(run, 0, 10);
    FailureWatch was = FleetRun.watch(1);
    FailureWatch now =
        new FailureWatch(
            was.name(),
            was.series(),
            was.by(),
            was.failures(),
            was.span(),
            new FailureWatch.Model("others", 0));
    run.restart(new FailureFleetKind(List.of(now), Map.of(), 1_000));
    hours(run, 10, 20);

    assertThat(versions(run).subList(0, 10)).containsOnly("2");
    assertThat(versions(run).subList(10, 20)).containsOnly("rule");
  }

  @Test
  void aSavepointFromBeforeThereWerePromotionsIsRead() throws IOException {
    FleetRun expected = run(started);
    hours(expected, 0, 20);
    FleetRun run = run(started);
    hours(run, 0, 10);
    run.restartFromVersionOne();
    hours(run, 10, 20);

    assertThat(run.told()).isEqualTo(expected.told());
  }

  private static ModelPromotion promotion(TrainedModel model, int told, int from, long promoted) {
    return new ModelPromotion(
        "engines",
        "engines",
        model.version(),
        told * FleetRun.HOUR,
        from * FleetRun.HOUR,
        promoted,
        TrainedModelText.write(model));
  }

  private static FailureModels models(FailureModels.Term... terms) {
    return new FailureModels(List.of(terms), null);
  }

  private static FailureModels.Term term(int from, long promoted, TrainedModel model) {
    return new FailureModels.Term(from * FleetRun.HOUR, promoted, model);
  }

  private static FleetRun run(FailureModels models) {
    return new FleetRun(FleetRun.kind(models, 1_000));
  }

  private static List<String> versions(FleetRun run) {
    return run.told("probability").stream().map(one -> one.labels().get("version")).toList();
  }

  private static void hours(FleetRun run, int from, int to) {
    for (int hour = from; hour < to; hour++) {
      run.row("u", hour, TrainedModels.row(UNIT, hour));
      run.tick(hour + 1);
    }
  }
}
