package io.barograph.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.SteadyRules;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What alerts are to correlation. */
class IncidentsPipelineTest {
  private static final Owner RULE = new Owner("pack", "group", "Up", "");

  @Test
  void anAlertMayFlapUnlessOneOfItsRulesSaysOtherwise() {
    SteadyRules steady = new SteadyRules(Set.of(RULE));

    assertThat(mayFlap(SteadyRules.NONE, RULE)).isTrue();
    assertThat(mayFlap(steady, RULE)).isFalse();
    assertThat(mayFlap(steady, new Owner("pack", "group", "Down", ""))).isTrue();
    assertThat(mayFlap(steady, new Owner("pack", "group", "Down", ""), RULE)).isFalse();
  }

  @Test
  void whatNeitherBeginsNorEndsIsNoEvidence() {
    assertThat(
            IncidentsPipeline.placed(
                alert(AlertStatus.PENDING, RULE), AlertPlaces.DEFAULT, SteadyRules.NONE))
        .isEmpty();
  }

  private static boolean mayFlap(SteadyRules steady, Owner... owners) {
    Alert alert = alert(AlertStatus.FIRING, owners);
    return ((AlertSignal)
            IncidentsPipeline.placed(alert, AlertPlaces.DEFAULT, steady).orElseThrow().evidence())
        .mayFlap();
  }

  private static Alert alert(AlertStatus status, Owner... owners) {
    return new Alert(
        Labels.of("alertname", "Up"),
        new TreeMap<>(),
        new AlertState(status, 1, 1, 1, 1, 1, 0, 1),
        AlertReason.CONDITION_TRUE,
        1,
        Priority.P1,
        Origin.RULE,
        List.of(owners),
        "");
  }
}
