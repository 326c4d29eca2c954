package io.barograph.core.service;

import io.barograph.core.measure.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How satisfied those are who waited, by the Application Performance Index (Apdex Technical
 * Specification 1.1): satisfied up to T, tolerating up to 4 T, frustrated beyond and by errors. Not
 * thread-safe.
 */
final class ApdexCounts {
  private static final int TOLERATED = 4;

  private long all;
  private long satisfied;
  private long tolerating;

  /** Adds one who waited {@code seconds} where {@code threshold} would have satisfied. */
  void add(double seconds, boolean isFailed, double threshold) {
    all++;
    if (!isFailed && seconds <= threshold) {
      satisfied++;
    } else if (!isFailed && seconds <= TOLERATED * threshold) {
      tolerating++;
    }
  }

  void merge(ApdexCounts other) {
    all += other.all;
    satisfied += other.satisfied;
    tolerating += other.tolerating;
  }

  long all() {
    return all;
  }

  /** From 0, all are frustrated, to 1, all are satisfied; NaN of nobody. */
  double index() {
    return all == 0 ? Double.NaN : (satisfied + tolerating / 2.0) / all;
  }

  void write(DataOutput out) throws IOException {
    Counts.write(out, all);
    Counts.write(out, satisfied);
    Counts.write(out, tolerating);
  }

  static ApdexCounts read(DataInput in) throws IOException {
    ApdexCounts counts = new ApdexCounts();
    counts.all = Counts.read(in);
    counts.satisfied = Counts.read(in);
    counts.tolerating = Counts.read(in);
    return counts;
  }
}
