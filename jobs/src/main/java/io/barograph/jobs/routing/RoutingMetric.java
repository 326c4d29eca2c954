package io.barograph.jobs.routing;

/** The metrics of the operator of routing. */
public enum RoutingMetric {
  NOTIFICATIONS("numNotifications", "notifications that were decided, whatever became of them"),
  MUTED(
      "numAlertsMuted",
      "alerts that a receiver was not told of, for another fires, by a time interval or a silence"),
  ESCALATED(
      "numAlertsEscalated",
      "steps of escalations: alerts that a further receiver was to be told of"),
  ORDERS("numOrders", "silences, their ends and acknowledgements that were taken"),
  ORDERS_REFUSED("numOrdersRefused", "of them those that were not followed; the audit says why"),
  STORMS("storms", "receivers that have a storm: they are told of their alerts in one message"),
  LATE("numRoutingEventsLate", "alerts and orders that came behind the clock; they count as new");

  private final String metricName;
  private final String help;

  RoutingMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** Its name in Flink. */
  public String metricName() {
    return metricName;
  }

  /** What it counts, for the page of metrics. */
  public String help() {
    return help;
  }
}
