package io.barograph.ml.peers;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
    static Statistic ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Writes it, so that {@link #read} gives it again. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(metric);
    out.writeUTF(statistic.wireName());
  }

  /** A feature as {@link #write} wrote it. */
  public static PeerFeature read(DataInput in) throws IOException {
    return new PeerFeature(in.readUTF(), Statistic.ofWireName(in.readUTF()));
  }
}
