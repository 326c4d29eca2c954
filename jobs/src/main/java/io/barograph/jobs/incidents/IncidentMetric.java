package io.barograph.jobs.incidents;

/** The metrics of the operators of incidents. */
public enum IncidentMetric {
  EVIDENCE("numEvidence", "alerts, changes, heartbeats and graphs that incidents are made of"),
  EVIDENCE_LATE("numEvidenceLate", "of those, what came behind the clock; it is taken as new"),
  OPENED("numIncidentsOpened", "incidents that were opened"),
  BEYOND(
      "numAlertsBeyondIncidents",
      "alerts of incidents that hold no more; they are counted and told, and not held");

  private final String metricName;
  private final String help;

  IncidentMetric(String metricName, String help) {
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
