package io.barograph.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The series of one alert, from {@code CPU{host="a"}} pending at 10 s, with a tick each 10 s. */
class FedBackAlertTest {
  private static final long TICK = 10_000;
  private static final long RETENTION = AlertLifecycle.RESOLVED_RETENTION.toMillis();
  private static final Labels LABELS = Labels.of("alertname", "HighCpu", "host", "a");
  private static final Labels PENDING = alerts("pending");
  private static final Labels FIRING = alerts("firing");
  private static final Labels FOR_STATE = LABELS.with(Labels.METRIC_NAME, "ALERTS_FOR_STATE");
  private static final FedBackAlert NONE = new FedBackAlert(null, List.of());

  private static final AlertPolicy POLICY =
      AlertPolicy.live(Duration.ofMillis(2 * TICK), Duration.ZERO);

  @Test
  void showsThePendingAlertAndSinceWhenItIs() {
    FedBackAlert.Step step = with(NONE, life(Observation.TRUE)).at(TICK, 2 * TICK);

    assertThat(step.samples())
        .containsExactlyInAnyOrder(
            Sample.of(PENDING, 2 * TICK, 1), Sample.of(FOR_STATE, 2 * TICK, 10));
    assertThat(step.alert().isAlive()).isTrue();
    assertThat(step.alert().dueAfter(TICK)).isEqualTo(TICK + 1);
  }

  @Test
  void showsItAgainAtEveryTickThatBringsNothing() {
    FedBackAlert alert = with(NONE, life(Observation.TRUE)).at(TICK, 2 * TICK).alert();

    assertThat(alert.at(2 * TICK, 3 * TICK).samples())
        .containsExactlyInAnyOrder(
            Sample.of(PENDING, 3 * TICK, 1), Sample.of(FOR_STATE, 3 * TICK, 10));
  }

  @Test
  void endsThePendingSeriesWhenTheAlertFires() {
    List<Alert> life = life(Observation.TRUE, Observation.TRUE, Observation.TRUE);
    FedBackAlert pending = with(NONE, life).at(2 * TICK, 0).alert();

    assertThat(pending.at(3 * TICK, 4 * TICK).samples())
        .containsExactlyInAnyOrder(
            Sample.of(FIRING, 4 * TICK, 1),
            Sample.of(FOR_STATE, 4 * TICK, 10),
            Sample.stale(PENDING, 4 * TICK));
  }

  @Test
  void endsBothSeriesOnceWhenTheAlertResolves() {
    FedBackAlert firing = with(NONE, fired()).at(3 * TICK, 0).alert();
    FedBackAlert.Step end =
        with(firing, life(Observation.TRUE, Observation.TRUE, Observation.TRUE, Observation.FALSE))
            .at(4 * TICK, 5 * TICK);

    assertThat(end.samples())
        .containsExactlyInAnyOrder(
            Sample.stale(FIRING, 5 * TICK), Sample.stale(FOR_STATE, 5 * TICK));
    assertThat(end.alert().at(5 * TICK, 6 * TICK).samples()).isEmpty();
  }

  @Test
  void showsASilentAlertAsWhatItWasBefore() {
    FedBackAlert pending = with(NONE, life(Observation.TRUE)).at(TICK, 0).alert();
    FedBackAlert firing = with(NONE, fired()).at(3 * TICK, 0).alert();

    assertThat(
            with(pending, life(Observation.TRUE, Observation.NO_DATA))
                .at(2 * TICK, 3 * TICK)
                .samples())
        .contains(Sample.of(PENDING, 3 * TICK, 1))
        .noneMatch(Sample::stale);
    assertThat(
            with(
                    firing,
                    life(Observation.TRUE, Observation.TRUE, Observation.TRUE, Observation.NO_DATA))
                .at(4 * TICK, 5 * TICK)
                .samples())
        .contains(Sample.of(FIRING, 5 * TICK, 1))
        .noneMatch(Sample::stale);
  }

  @Test
  void aNewEpisodeGoesOnUnderTheSameSeriesWithItsOwnTime() {
    List<Alert> life =
        life(Observation.TRUE, Observation.FALSE, Observation.TRUE, Observation.TRUE);
    FedBackAlert first = with(NONE, life).at(TICK, 0).alert();

    assertThat(first.at(3 * TICK, 4 * TICK).samples())
        .containsExactlyInAnyOrder(
            Sample.of(PENDING, 4 * TICK, 1), Sample.of(FOR_STATE, 4 * TICK, 30));
  }

  @Test
  void anAlertThatCameAndWentBetweenTwoTicksIsNotShown() {
    FedBackAlert.Step step =
        with(NONE, life(Observation.TRUE, Observation.FALSE)).at(5 * TICK, 6 * TICK);

    assertThat(step.samples()).isEmpty();
  }

  @Test
  void showsNoTransitionBeforeItsTick() {
    FedBackAlert.Step step = with(NONE, fired()).at(TICK, 2 * TICK);

    assertThat(step.samples()).contains(Sample.of(PENDING, 2 * TICK, 1));
    assertThat(step.alert().waiting()).extracting(Alert::updatedAt).containsExactly(3 * TICK);
  }

  @Test
  void theOrderAndTheNumberOfArrivalsDoNotMatter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Observation[] observations = new Observation[20];
      for (int i = 0; i < observations.length; i++) {
        observations[i] =
            List.of(Observation.TRUE, Observation.TRUE, Observation.FALSE, Observation.NO_DATA)
                .get(random.nextInt(4));
      }
      List<Alert> inOrder = life(observations);
      List<Alert> disturbed = new ArrayList<>(inOrder);
      disturbed.addAll(inOrder.subList(0, inOrder.size() / 2));
      Collections.shuffle(disturbed, random);

      assertThat(shown(disturbed)).as("seed %s", seed).isEqualTo(shown(inOrder));
    }
  }

  @Test
  void anOldTransitionThatComesAgainDoesNotRaiseWhatHasEnded() {
    List<Alert> life = life(Observation.TRUE, Observation.FALSE);
    FedBackAlert ended = with(NONE, life).at(2 * TICK, 0).alert();

    assertThat(with(ended, life.subList(0, 1)).at(3 * TICK, 4 * TICK).samples()).isEmpty();
  }

  @Test
  void isForgottenAQuarterOfAnHourAfterItsEndAndNoSooner() {
    FedBackAlert ended =
        with(NONE, life(Observation.TRUE, Observation.FALSE)).at(2 * TICK, 0).alert();

    assertThat(NONE.isForgotten(0)).isTrue();
    assertThat(with(NONE, fired()).isForgotten(0)).isFalse();
    assertThat(ended.dueAfter(2 * TICK)).isEqualTo(2 * TICK + RETENTION);
    assertThat(ended.isForgotten(2 * TICK + RETENTION - 1)).isFalse();
    assertThat(ended.isForgotten(2 * TICK + RETENTION)).isTrue();
  }

  /** What is shown at each tick if everything has come before the first. */
  private static List<Sample> shown(List<Alert> transitions) {
    List<Sample> shown = new ArrayList<>();
    FedBackAlert alert = with(NONE, transitions);
    for (long tick = TICK; tick <= 25 * TICK; tick += TICK) {
      FedBackAlert.Step step = alert.at(tick, tick + TICK);
      shown.addAll(step.samples());
      alert = step.alert();
    }
    return shown;
  }

  private static FedBackAlert with(FedBackAlert alert, List<Alert> transitions) {
    List<Alert> waiting = new ArrayList<>(alert.waiting());
    waiting.addAll(transitions);
    return new FedBackAlert(alert.shown(), waiting);
  }

  private static List<Alert> fired() {
    return life(Observation.TRUE, Observation.TRUE, Observation.TRUE);
  }

  /** The transitions of an alert that sees these, one at each tick. */
  private static List<Alert> life(Observation... observations) {
    List<Alert> transitions = new ArrayList<>();
    AlertState state = null;
    long tick = 0;
    for (Observation observation : observations) {
      tick += TICK;
      AlertLifecycle.Step step = AlertLifecycle.next(state, observation, 1, tick, POLICY);
      state = step.state();
      if (step.isTransition()) {
        transitions.add(
            new Alert(
                LABELS,
                new TreeMap<>(),
                state,
                step.reason(),
                tick,
                Priority.P3,
                Origin.RULE,
                List.of(new Owner("pack", "group", "HighCpu", "")),
                ""));
      }
    }
    return transitions;
  }

  private static Labels alerts(String state) {
    return LABELS.toBuilder().set(Labels.METRIC_NAME, "ALERTS").set("alertstate", state).build();
  }
}
