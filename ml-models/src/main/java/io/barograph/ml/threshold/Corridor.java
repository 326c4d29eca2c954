package io.barograph.ml.threshold;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is usual of a series at one instant.
 *
 * @param expected the value that is expected; NaN if nothing is yet
 * @param below how far below it the corridor reaches, by {@link SeasonalBounds#QUANTILES}; NaN if
 *     that is not known yet
 * @param above how far above it
 */
public record Corridor(double expected, Reach below, Reach above) {
  /**
   * How far it reaches on one side, at least 0.
   *
   * @param near by the 95th percentile
   * @param far by the 99th
   */
  public record Reach(double near, double far) {
    static final Reach UNKNOWN = new Reach(Double.NaN, Double.NaN);

    void write(DataOutput out) throws IOException {
      out.writeDouble(near);
      out.writeDouble(far);
    }

    static Reach read(DataInput in) throws IOException {
      return new Reach(in.readDouble(), in.readDouble());
    }
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(expected);
    below.write(out);
    above.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static Corridor read(DataInput in) throws IOException {
    return new Corridor(in.readDouble(), Reach.read(in), Reach.read(in));
  }

  /** True if it has bounds. */
  public boolean isKnown() {
    return Double.isFinite(expected) && Double.isFinite(above.far());
  }

  /** True if a value lies outside of the wider bounds. */
  public boolean excludes(double value) {
    return isKnown() && (value > expected + above.far() || value < expected - below.far());
  }
}
