package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ml.failure.FailurePrediction;
import io.barograph.ml.failure.FailurePredictor;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainedModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trained models in a fleet. */
class ModelledFleetTest {
  private static final int UNIT = 23;

  private final TrainedModel first = TrainedModels.model(1);
  private final TrainedModel second = TrainedModels.model(2);

  @Test
  void saysOfAUnitWhatTheModelSaysOfItsRows() {
    FleetRun run = run(live(term(0, first)));
    FailurePredictor model = first.model().predictor();
    List<Double> expected = new ArrayList<>();
    for (int hour = 0; hour < TrainedModels.life(UNIT); hour++) {
      FailurePrediction said = model.next("", hour, TrainedModels.row(UNIT, hour));
      expected.add(said.probability());
    }
    hours(run, 0, TrainedModels.life(UNIT));

    assertThat(run.told("probability")).extracting(FleetRun.Told::value).isEqualTo(expected);
    assertThat(versions(run)).containsOnly("1");
    assertThat(run.told("warning")).isNotEmpty();
    assertThat(run.told("warning"))
        .allMatch(one -> one.labels().get("reason").equals("remaining_life"));
    assertThat(run.told("drift")).isEmpty();
    assertThat(run.told("remaining_life_seconds")).last().matches(one -> one.value() < 90_000);
    assertThat(run.told("fallback")).isEmpty();
  }

  @Test
  void aVersionTakesEffectAtItsTimeWhereverTheJobWasRestarted() throws IOException {
    FailureModels promoted = live(term(0, first), term(80 * FleetRun.HOUR, second));
    FleetRun whole = run(promoted);
    hours(whole, 0, 120);
    for (int restart : new int[] {40, 79, 80}) {
      FleetRun restarted = run(restart < 80 ? live(term(0, first)) : promoted);
      hours(restarted, 0, restart);
      restarted.restart(FleetRun.kind(promoted, 1_000));
      hours(restarted, restart, 120);

      assertThat(restarted.told()).as("restarted at %d h", restart).isEqualTo(whole.told());
    }
    assertThat(versions(whole).subList(0, 79)).containsOnly("1");
    assertThat(versions(whole).subList(79, 120)).containsOnly("2");
  }

  @Test
  void aRollbackHoldsThoughItBeginsBeforeWhatItTakesBack() {
    FleetRun run = run(live(term(0, first), term(80 * FleetRun.HOUR, second), term(0, first)));
    hours(run, 0, 100);

    assertThat(versions(run)).containsOnly("1");
  }

  @Test
  void beforeTheFirstPromotionTheRulePredicts() {
    FleetRun run = run(live(term(60 * FleetRun.HOUR, first)));
    hours(run, 0, 100);

    assertThat(versions(run).subList(0, 59)).containsOnly("rule");
    assertThat(versions(run).subList(59, 100)).containsOnly("1");
    assertThat(run.told("fallback")).isEmpty();
  }

  @Test
  void theRuleStandsInForAModelThatCannotBeReadAndSaysSo() {
    FleetRun byRule = run(FailureModels.NONE);
    hours(byRule, 0, TrainedModels.life(UNIT));
    FleetRun run = run(FailureModels.UNREADABLE);
    hours(run, 0, TrainedModels.life(UNIT));

    assertThat(run.told("probability")).isEqualTo(byRule.told("probability"));
    assertThat(run.told("fallback"))
        .hasSize(TrainedModels.life(UNIT))
        .allMatch(one -> one.labels().get("reason").equals("model_unreadable"));
    assertThat(run.told("warning")).isNotEmpty();
    assertThat(run.told("warning"))
        .allMatch(one -> one.labels().get("reason").equals("drift_model_unreadable"));
  }

  @Test
  void soItDoesForOneOfSensorsThatTheUnitsLack() {
    FleetRun run = run(live(term(0, first)));
    for (int hour = 0; hour < 60; hour++) {
      double[] row = TrainedModels.row(UNIT, hour);
      run.row("u", hour, hour < 30 ? Arrays.copyOf(row, 4) : row);
      run.tick(hour + 1);
    }

    assertThat(versions(run).subList(0, 30)).containsOnly("rule");
    assertThat(versions(run).subList(30, 60)).containsOnly("1");
    assertThat(run.told("fallback"))
        .hasSize(30)
        .allMatch(one -> one.labels().get("reason").equals("model_unfit"));
  }

  @Test
  void aVersionThatIsTriedIsToldAndComparedBesideTheOther() {
    FleetRun run = run(new FailureModels(List.of(), second));
    FleetRun alone = run(FailureModels.NONE);
    int hour = 0;
    for (int life = 0; life < 12; life++) {
      for (int age = 0; age < TrainedModels.life(life); age++, hour++) {
        for (FleetRun one : List.of(run, alone)) {
          one.row("u" + life % 2, hour, TrainedModels.row(life, age));
          one.tick(hour + 1);
        }
      }
      run.failed("u" + life % 2, hour);
      alone.failed("u" + life % 2, hour);
    }
    run.tick(hour + 1);

    assertThat(run.told("probability").get(0)).isEqualTo(alone.told("probability").get(0));
    assertThat(versions(run)).containsOnly("rule");
    assertThat(run.told("probability_shadow"))
        .hasSizeGreaterThan(1_000)
        .allMatch(one -> one.labels().get("version").equals("2"));
    assertThat(run.told("warning"))
        .as("nobody is warned by what is tried")
        .allMatch(one -> one.labels().get("reason").equals("drift"));
    FleetRun.Told tried =
        run.told("f1_ratio").stream()
            .filter(one -> one.labels().get("role").equals("shadow"))
            .reduce((earlier, later) -> later)
            .orElseThrow();
    assertThat(tried.labels().get("version")).isEqualTo("2");
    assertThat(tried.value()).isGreaterThan(0.9);
    assertThat(run.told("f1_ratio")).anyMatch(one -> one.labels().get("role").equals("live"));
  }

  @Test
  void travelsToWhereItRuns() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(FleetRun.kind(live(term(0, first)), 10));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      FleetRun run = new FleetRun((FailureFleetKind) in.readObject());
      FleetRun here = run(live(term(0, first)));
      hours(run, 0, 50);
      hours(here, 0, 50);

      assertThat(run.told()).isEqualTo(here.told());
    }
  }

  private static FleetRun run(FailureModels models) {
    return new FleetRun(FleetRun.kind(models, 1_000));
  }

  private static FailureModels live(FailureModels.Term... terms) {
    return new FailureModels(List.of(terms), null);
  }

  private static FailureModels.Term term(long from, TrainedModel model) {
    return new FailureModels.Term(from, 0, model);
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
