package io.barograph.core.pattern;

import static io.barograph.core.alert.AlertState.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateChangeTest {
  private static final Labels LABELS = Labels.of("alertname", "Down", "service", "oms");

  @ParameterizedTest
  @CsvSource({
    "PENDING,  CONDITION_TRUE,      ''",
    "FIRING,   CONDITION_TRUE,      fires",
    "FIRING,   HELD_LONG_ENOUGH,    fires",
    "FIRING,   DATA_RETURNED,       fires",
    "NODATA,   NO_DATA,             ''",
    "RESOLVED, CONDITION_FALSE,     recovers",
    "RESOLVED, KEEP_FIRING_ELAPSED, recovers",
    "RESOLVED, NODATA_TIMEOUT,      ''",
    "RESOLVED, RULE_DELETED,        ''",
    "RESOLVED, LIMIT_EXCEEDED,      ''",
    "INACTIVE, NEVER_HELD,          ''",
  })
  void isABeginningOrARecovery(AlertStatus status, AlertReason reason, String expected) {
    boolean isOver = status == AlertStatus.RESOLVED || status == AlertStatus.INACTIVE;
    AlertState state =
        new AlertState(status, 1_000, isOver ? 2_000 : 5_000, NEVER, NEVER, 5_000, 1, 2);

    String told =
        StateChange.of(alert(state, reason))
            .map(change -> change.isFiring() ? "fires" : "recovers")
            .orElse("");

    assertThat(told).isEqualTo(expected);
  }

  @Test
  void anAlertThatFiresOnDoesNotBeginAgain() {
    AlertState state = new AlertState(AlertStatus.FIRING, 1_000, 2_000, NEVER, NEVER, NEVER, 1, 4);

    assertThat(StateChange.of(alert(state, AlertReason.DATA_RETURNED))).isEmpty();
  }

  @Test
  void hasTheIdOfTheEpisodeAndTheTimeOfTheTransition() {
    AlertState state = new AlertState(AlertStatus.FIRING, 1_000, 5_000, NEVER, NEVER, NEVER, 1, 2);
    Alert alert = alert(state, AlertReason.HELD_LONG_ENOUGH);

    assertThat(StateChange.of(alert))
        .contains(
            new StateChange(alert.id(), StateSource.ALERTS, LABELS, 5_000, true, Priority.P1));
  }

  @Test
  void atOneTimeChangesComeFirstThenWhatIsLessUrgentAndRecoveriesLast() {
    List<StateChange> ordered =
        List.of(
            change("z", StateSource.ALERTS, 1, false, Priority.P1),
            change("y", StateSource.CHANGES, 2, true, Priority.P4),
            change("x", StateSource.ALERTS, 2, true, Priority.P3),
            change("u", StateSource.ALERTS, 2, true, Priority.P1),
            change("v", StateSource.ALERTS, 2, true, Priority.P1),
            change("a", StateSource.ALERTS, 2, false, Priority.P4));
    List<StateChange> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(StateChange.ORDER);

    assertThat(shuffled).isEqualTo(ordered);
  }

  private static StateChange change(
      String id, StateSource source, long time, boolean isFiring, Priority priority) {
    return new StateChange(id, source, LABELS, time, isFiring, priority);
  }

  private static Alert alert(AlertState state, AlertReason reason) {
    return new Alert(
        LABELS, new TreeMap<>(), state, reason, 5_000, Priority.P1, Origin.RULE, List.of(), "");
  }
}
