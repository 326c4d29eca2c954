package io.barograph.ml.peers;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an entity was like over a span: mean and deviation of each of its metrics. */
public final class PeerProfile {
  private final TreeMap<String, MetricProfile> metrics = new TreeMap<>();

  /**
   * Takes a value.
   *
   * @param value one that is not finite is missing
   */
  public void add(String metric, double value) {
    if (Double.isFinite(value)) {
      metrics.computeIfAbsent(metric, any -> new MetricProfile()).add(value);
    }
  }

  /** True if no value came. */
  public boolean isEmpty() {
    return metrics.isEmpty();
  }

  /** The metrics of which a value came, in order. */
  Set<String> metrics() {
    return metrics.keySet();
  }

  /** A statistic of a metric; not a number where it is not known. */
  double value(PeerFeature feature) {
    MetricProfile profile = metrics.get(feature.metric());
    if (profile == null) {
      return Double.NaN;
    }
    return switch (feature.statistic()) {
      case MEAN -> profile.mean();
      case DEVIATION -> profile.deviation();
    };
  }

  /** Writes all that is kept. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(metrics.size());
    for (Map.Entry<String, MetricProfile> metric : metrics.entrySet()) {
      out.writeUTF(metric.getKey());
      metric.getValue().write(out);
    }
  }

  /** A profile as {@link #write} wrote it. */
  public static PeerProfile read(DataInput in) throws IOException {
    PeerProfile read = new PeerProfile();
    for (int count = in.readInt(); count > 0; count--) {
      read.metrics.put(in.readUTF(), MetricProfile.read(in));
    }
    return read;
  }
}
