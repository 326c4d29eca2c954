package io.barograph.ml.peers;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Mean and deviation of a metric of an entity over a span. Not thread-safe. */
final class MetricProfile {
  /* B. Welford, Note on a Method for Calculating Corrected Sums of Squares, Technometrics 1962. */

  /** The fewest values of which a deviation is known. */
  private static final int LEAST_VALUES = 3;

  /** Values beyond count as this, so that squares stay finite. */
  private static final double LARGEST = 1e100;

  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    double bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
    count++;
    double before = bounded - mean;
    mean += before / count;
    squares += before * (bounded - mean);
  }

  double mean() {
    return mean;
  }

  /** The standard deviation; not a number where there are too few values. */
  double deviation() {
    return count < LEAST_VALUES ? Double.NaN : Math.sqrt(Math.max(0, squares) / (count - 1));
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  static MetricProfile read(DataInput in) throws IOException {
    MetricProfile read = new MetricProfile();
    read.count = in.readLong();
    read.mean = in.readDouble();
    read.squares = in.readDouble();
    return read;
  }
}
