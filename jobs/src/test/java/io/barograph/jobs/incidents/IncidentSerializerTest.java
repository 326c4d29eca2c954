package io.barograph.jobs.incidents;

import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.JoinReason;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;

class IncidentSerializerTest extends SerializerContract<Incident> {
  IncidentSerializerTest() {
    super(IncidentSerializer.INSTANCE, "incident-v1");
  }

  @Override
  protected List<Incident> values() {
    List<Incident.Member> members = new ArrayList<>();
    for (JoinReason reason : EnumSet.range(JoinReason.ROOT, JoinReason.IN_CHAIN)) {
      AlertSignal alert =
          new AlertSignal("a-" + reason, 7, "Up", "f", "web", "h1", Priority.P2, true);
      members.add(new Incident.Member(alert, reason, "orders", 0.75, 3));
    }
    List<Decision> decisions = new ArrayList<>();
    for (DecisionCode code :
        EnumSet.range(DecisionCode.ALERT_PENDING, DecisionCode.INCIDENT_FULL)) {
      String[] values = code.parameters().toArray(String[]::new);
      decisions.add(Decision.of(code, "i", "a", 3, 9, values));
    }
    List<Incident> incidents = new ArrayList<>();
    for (IncidentKind kind : EnumSet.range(IncidentKind.STORM, IncidentKind.HEARTBEAT)) {
      incidents.add(
          new Incident(
              "i-" + kind,
              3,
              "escalation",
              kind,
              "web",
              5,
              9,
              true,
              Priority.P1,
              0.25,
              new TreeSet<>(List.of("orders", "web")),
              300,
              members,
              decisions));
    }
    incidents.add(
        new Incident(
            "i",
            1,
            "",
            IncidentKind.HEARTBEAT,
            "",
            5,
            5,
            false,
            Priority.P4,
            0,
            new TreeSet<>(),
            0,
            List.of(),
            List.of()));
    return incidents;
  }
}
