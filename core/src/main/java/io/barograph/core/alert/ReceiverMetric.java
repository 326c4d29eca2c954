package io.barograph.core.alert;

/** The metrics that say what became of what receivers were to be told, by which rules read it. */
public enum ReceiverMetric {
  /** The share of its notifications that a receiver was told, in [0, 1]. */
  DELIVERED("delivered_ratio"),
  /** How many notifications there were, told or not. */
  NOTIFICATIONS("notifications");

  /** The label that names the receiver. */
  public static final String RECEIVER = "receiver";

  private final String metricName;

  ReceiverMetric(String suffix) {
    this.metricName = "barograph_receiver_" + suffix;
  }

  /** The name of the metric. */
  public String metricName() {
    return metricName;
  }
}
