package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.DispatcherTest;
import io.barograph.core.notify.EscalationsTest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each decision that there can be is made somewhere, and each change has its decision. */
class EveryDecisionTest {
  private static final List<Incident> TOLD = told();

  private static List<Incident> told() {
    List<Incident> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);
    List<Evidence> day = new SimulatedStorms(3).events;
    day.forEach(correlator::take);
    long after = day.get(day.size() - 1).time() + 3_600_000;
    takeChain(IncidentKind.ESCALATION, after, correlator);
    takeChain(IncidentKind.CASCADE, after + 3_600_000, correlator);
    takeAlike(after + 7_200_000, correlator);
    takeFlood(after + 10_800_000, correlator);
    takeTooMuchForOne(after + 14_400_000, correlator);
    correlator.end();
    return told;
  }

  /** Two alerts that are on services of nowhere, and the chain that they are. */
  private static void takeChain(IncidentKind kind, long at, Correlator correlator) {
    List<AlertSignal> alerts = new ArrayList<>();
    for (int stage = 0; stage < 2; stage++) {
      String id = "chain-" + kind + stage;
      alerts.add(
          new AlertSignal(id, at + 300_000L * stage, "A", id, "x" + stage, "", Priority.P2, true));
    }
    alerts.forEach(correlator::take);
    correlator.take(new Chain("some-chain", kind, alerts, at + 300_000));
  }

  /** Two alerts on one disk, of which no graph knows. */
  private static void takeAlike(long at, Correlator correlator) {
    AlertTraits traits = new AlertTraits(List.of("disk=sda"), List.of());
    for (int i = 0; i < 2; i++) {
      String id = "alike-" + i;
      correlator.take(
          new AlertSignal(id, at + i, "A", id, "", "", Priority.P2, true).withTraits(traits));
    }
  }

  /** Ten alerts in ten minutes, each on its own, of which one receiver is told. */
  private static void takeTooMuchForOne(long at, Correlator correlator) {
    for (int i = 0; i < 10; i++) {
      String id = "desk-" + i;
      AlertSignal alert =
          new AlertSignal(id, at + 55_000L * i, "A", id, "d" + i, "", Priority.P3, true);
      correlator.take(new RoutedAlert(alert, List.of("desk")));
    }
    correlator.advance(at + 900_000);
  }

  /** More alerts than are held of an incident, within half a minute and on unrelated services. */
  private static void takeFlood(long at, Correlator correlator) {
    int count = CorrelationPolicy.DEFAULT.maxHeld() + 500;
    for (int i = 0; i < count; i++) {
      String id = "flood-" + i;
      String service = "f" + i % 50;
      long time = at + 30_000L * i / count;
      correlator.take(new AlertSignal(id, time, "A", id, service, "", Priority.P3, true));
    }
  }

  @Test
  void everyCodeComesOfSomething() {
    Set<DecisionCode> seen = EnumSet.noneOf(DecisionCode.class);
    TOLD.forEach(one -> one.decisions().forEach(decision -> seen.add(decision.code())));
    for (AlertStatus status : AlertStatus.values()) {
      seen.add(Decision.of(alert(status)).code());
    }

    seen.addAll(DispatcherTest.decided());
    seen.addAll(EscalationsTest.everyDecision());
    assertThat(seen).isEqualTo(EnumSet.allOf(DecisionCode.class));
  }

  @Test
  void everyReasonToJoinComesOfSomething() {
    Set<JoinReason> seen = EnumSet.noneOf(JoinReason.class);
    TOLD.forEach(one -> one.members().forEach(member -> seen.add(member.reason())));

    assertThat(seen).isEqualTo(EnumSet.allOf(JoinReason.class));
  }

  @Test
  void idsOfDecisionsDiffer() {
    Set<String> ids = new HashSet<>();
    for (Incident incident : TOLD) {
      for (Decision decision : incident.decisions()) {
        assertThat(ids.add(decision.id())).as("%s", decision).isTrue();
        assertThat(decision.sentence()).doesNotContain("{");
      }
    }
  }

  /** Promise 5: nothing about an incident changes without its reason. */
  @Test
  void whoFollowsTheDecisionsHasTheMembersOfEachVersion() {
    IncidentLedger ledger = new IncidentLedger(0);
    int most = 0;
    for (Incident incident : TOLD) {
      for (Decision decision : incident.decisions()) {
        if (decision.code() == DecisionCode.ALERT_LEFT) {
          assertThat(ledger.members(incident.id())).as("%s", decision).contains(decision.alert());
        }
      }
      ledger.take(incident);
      Set<String> own = ledger.members(incident.id());
      most = Math.max(most, own.size());
      assertThat(own)
          .as("%s version %d", incident.id(), incident.version())
          .hasSize(incident.memberCount())
          .containsAll(incident.members().stream().map(one -> one.alert().id()).toList());
      assertThat(incident.members().stream().mapToInt(Incident.Member::count).sum())
          .isBetween(Math.min(own.size(), Incident.MAX_MEMBERS), own.size());
    }
    assertThat(most).isEqualTo(CorrelationPolicy.DEFAULT.maxHeld() + 500);
  }

  private static Alert alert(AlertStatus status) {
    return new Alert(
        Labels.of("alertname", "A"),
        new TreeMap<>(),
        new AlertState(status, 1, 1, 1, 1, 1, 0, 1),
        AlertReason.CONDITION_TRUE,
        1,
        Priority.P1,
        Origin.RULE,
        List.of(),
        "");
  }
}
