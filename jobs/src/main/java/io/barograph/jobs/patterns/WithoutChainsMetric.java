package io.barograph.jobs.patterns;

/** What is counted where no chains are looked for. */
public enum WithoutChainsMetric {
  ALERTS_UNREAD(
      "numAlertsWithoutChains",
      "transitions of alerts that no chain was looked for in, since cep-patterns or flink-cep is"
          + " not on the class path; otherwise there is no such metric");

  private final String metricName;
  private final String help;

  WithoutChainsMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** The name in Flink's metrics. */
  public String metricName() {
    return metricName;
  }

  /** What it counts. */
  public String help() {
    return help;
  }
}
