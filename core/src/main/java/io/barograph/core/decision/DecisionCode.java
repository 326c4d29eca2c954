package io.barograph.core.decision;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be decided about alerts and incidents; each with the parameters that say why. */
public enum DecisionCode {
  /** An alert's condition has become true and has to hold for a while. */
  ALERT_PENDING("the alert waits: {why}", "reason", "why"),
  /** An alert fires. */
  ALERT_FIRED("the alert fires: {why}", "reason", "why"),
  /** An alert stays as it was, because its data are missing. */
  ALERT_NODATA("the alert has no data: {why}", "reason", "why"),
  /** An alert that fired is over. */
  ALERT_RESOLVED("the alert is resolved: {why}", "reason", "why"),
  /** An alert that waited is over, and never fired. */
  ALERT_INACTIVE("the alert is over before it fired: {why}", "reason", "why"),
  /** Alerts became an incident. */
  INCIDENT_OPENED("a {kind} is open{at}", "kind", "root", "at"),
  /** An alert belongs to an incident. */
  ALERT_JOINED("the alert {why} (score {score})", "reason", "by", "score", "why"),
  /** An alert belongs to an incident no more. */
  ALERT_LEFT("the alert is explained better without the incident"),
  /** An incident turned out to be something else, or to have begun elsewhere. */
  INCIDENT_REVISED(
      "the {was_kind}{was_at} is a {kind}{at}",
      "was_kind",
      "was_root",
      "was_at",
      "kind",
      "root",
      "at"),
  /** The places where an incident may have begun stand in an order, or in another one. */
  ROOTS_RANKED("it began, with this probability, at {roots}", "roots"),
  /** An incident is more urgent than it was. */
  PRIORITY_RAISED("the priority is {priority}: {why}", "priority", "reason", "why"),
  /** An incident takes no more alerts. */
  INCIDENT_CLOSED("nothing more has come"),
  /** An incident has more alerts than are held of it. */
  INCIDENT_FULL("{most} alerts are held; further ones belong to it and are counted", "most"),
  /** A receiver is told of an alert. */
  ALERT_TOLD(
      "{receiver} is told that the alert is {status}: {why}",
      "notification",
      "receiver",
      "status",
      "why"),
  /** A receiver is not told of an alert that fires. */
  ALERT_NOT_TOLD(
      "{receiver} is not told of the alert, {why}", "notification", "receiver", "reason", "why"),
  /** An alert is to be told to somebody else too. */
  ALERT_ESCALATED(
      "the alert goes on to {receiver} by the escalation \"{rule}\": {why}",
      "step",
      "rule",
      "receiver",
      "impact",
      "why");

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final String template;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> parameters;

  DecisionCode(String template, String... parameters) {
    this.template = template;
    this.parameters = List.of(parameters);
  }

  /** The code as it stands in JSON: {@code alert_joined}. */
  public String wireName() {
    return wireName;
  }

  /** The names of its parameters. */
  public List<String> parameters() {
    return parameters;
  }

  /** What was decided, for people. */
  String sentence(Map<String, String> values) {
    String sentence = template;
    for (String parameter : parameters) {
      sentence = sentence.replace('{' + parameter + '}', values.get(parameter));
    }
    return sentence;
  }
}
