package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes down what led to one version of an incident. */
final class IncidentDecisions {
  private final String incident;
  private final int version;
  private final long now;
  private final List<Decision> decisions = new ArrayList<>();

  IncidentDecisions(String incident, int version, long now) {
    this.incident = incident;
    this.version = version;
    this.now = now;
  }

  void opened(IncidentKind kind, String root) {
    add(DecisionCode.INCIDENT_OPENED, "", kind.wireName(), root, at(root));
  }

  void revised(IncidentKind wasKind, String wasRoot, IncidentKind kind, String root) {
    add(
        DecisionCode.INCIDENT_REVISED,
        "",
        wasKind.wireName(),
        wasRoot,
        at(wasRoot),
        kind.wireName(),
        root,
        at(root));
  }

  void joined(Incident.Member member) {
    add(
        DecisionCode.ALERT_JOINED,
        member.alert().id(),
        member.reason().wireName(),
        member.by(),
        String.format(Locale.ROOT, "%.2f", member.score()),
        member.reason().sentence(member.by()));
  }

  void left(String alert) {
    add(DecisionCode.ALERT_LEFT, alert);
  }

  void raised(Priority priority, RaiseReason reason, String by) {
    add(DecisionCode.PRIORITY_RAISED, "", priority.name(), reason.code(), reason.sentence(by));
  }

  void ranked(List<Suspect> suspects) {
    add(DecisionCode.ROOTS_RANKED, "", Suspect.text(suspects));
  }

  void full(int most) {
    add(DecisionCode.INCIDENT_FULL, "", Integer.toString(most));
  }

  void closed() {
    add(DecisionCode.INCIDENT_CLOSED, "");
  }

  List<Decision> all() {
    return decisions;
  }

  private static String at(String root) {
    return root.isEmpty() ? "" : " that began at " + root;
  }

  private void add(DecisionCode code, String alert, String... values) {
    decisions.add(Decision.of(code, incident, alert, version, now, values));
  }
}
