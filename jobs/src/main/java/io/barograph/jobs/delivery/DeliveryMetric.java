package io.barograph.jobs.delivery;

/**
 * The metrics of the operators of delivery. Of the notifications of each channel: received =
 * delivered + refused + given up + never told + not wanted + waiting.
 */
public enum DeliveryMetric {
  ATTEMPTS("numDeliveryAttempts", "attempts to tell something to a channel"),
  FAILURES("numDeliveryFailures", "of those, how many failed in a way that may pass"),
  DELIVERED("numDelivered", "notifications that a channel took, by itself or in a digest"),
  REFUSED("numDeliveriesRefused", "notifications that a channel will never take"),
  GAVE_UP("numDeliveriesGivenUp", "notifications that a channel did not take in time"),
  NEVER_TOLD("numDeliveriesNeverTold", "ends of alerts of which a channel was never told"),
  NOT_WANTED("numDeliveriesNotWanted", "ends of alerts that a channel does not want to be told"),
  WAITING("deliveriesWaiting", "notifications that wait for a channel or are under way"),
  OPEN_CIRCUITS("circuitsOpen", "channels that fail and are left alone for a while");

  private final String metricName;
  private final String help;

  DeliveryMetric(String metricName, String help) {
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
