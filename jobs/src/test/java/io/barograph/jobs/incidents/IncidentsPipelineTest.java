package io.barograph.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.RoutedAlert;
import io.barograph.core.incident.SteadyRules;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.jobs.options.IncidentPlan;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
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
    assertThat(IncidentsPipeline.placed(alert(AlertStatus.PENDING, RULE), IncidentPlan.DEFAULT))
        .isEmpty();
  }

  @Test
  void knowsWhoIsToldOfIt() throws RoutingFileException {
    Route root =
        RoutingFile.parse(
                "alertmanager.yml",
                """
                route:
                  receiver: desk
                  routes:
                    - {receiver: pager, matchers: [alertname="Up"], continue: true}
                    - {receiver: night, matchers: [alertname="Up"]}
                receivers: [{name: desk}, {name: pager}, {name: night}]
                """)
            .root();
    IncidentPlan plan = IncidentPlan.DEFAULT.withRoutes(List.of(root));
    RoutedAlert routed =
        (RoutedAlert)
            IncidentsPipeline.placed(alert(AlertStatus.FIRING, RULE), plan)
                .orElseThrow()
                .evidence();
    assertThat(routed.receivers()).containsExactly("pager", "night");
    assertThat(routed.alert().name()).isEqualTo("Up");
  }

  private static boolean mayFlap(SteadyRules steady, Owner... owners) {
    Alert alert = alert(AlertStatus.FIRING, owners);
    return ((AlertSignal)
            IncidentsPipeline.placed(alert, IncidentPlan.DEFAULT.withSteady(steady))
                .orElseThrow()
                .evidence())
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
