package io.barograph.core.alert;

/** The metrics that say how good the alerts of the last hour were, by which rules read it. */
public enum QualityMetric {
  /** How many alerts of a rule fired. */
  ALERTS("alerts"),
  /** How often alerts of a rule that had fired were told again while they lasted. */
  DUPLICATES("duplicates"),
  /** The share of the alerts of a rule that were flapping, in [0, 1]. */
  FLAPPING("flapping_ratio"),
  /** How long the alerts of a rule lasted on average that ended, in seconds. */
  RESOLVE("resolve_seconds"),
  /** How many alerts of all rules fired. */
  ALL_ALERTS("all_alerts"),
  /** How many incidents began. */
  INCIDENTS("incidents"),
  /** 1 − incidents / alerts of all rules, at most 1; below 0 if there are more incidents. */
  REDUCTION("reduction_ratio");

  private final String metricName;

  QualityMetric(String suffix) {
    this.metricName = "barograph_alert_quality_" + suffix;
  }

  /** The name of the metric. */
  public String metricName() {
    return metricName;
  }
}
