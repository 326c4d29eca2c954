package io.barograph.ml.peers;

import java.util.Locale;

/**
 * One of the numbers by which entities are compared.
 *
 * @param metric the name of the metric
 * @param statistic what of it
 */
public record PeerFeature(String metric, Statistic statistic) {
  /** What of a metric is compared. */
  public enum Statistic {
    MEAN,
    DEVIATION;

    /** The name in files and labels. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The statistic of a name. */
    public static Statistic ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
