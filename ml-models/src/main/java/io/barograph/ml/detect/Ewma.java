package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the exponentially weighted mean; its scale is the root of the squared errors weighted
 * likewise. A new value has a weight of {@value #WEIGHT}, or its share of the values so far.
 */
final class Ewma implements Member {
  private static final double WEIGHT = 0.02;

  private double mean;
  private double variance;
  private long seen;

  static Ewma read(DataInput in) throws IOException {
    Ewma member = new Ewma();
    member.mean = in.readDouble();
    member.variance = in.readDouble();
    member.seen = in.readLong();
    return member;
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation =
        seen < LEAST_VALUES
            ? Deviation.UNKNOWN
            : Deviation.of(value, mean, Math.sqrt(variance) + Scales.floor(mean));
    seen++;
    double weight = Math.max(WEIGHT, 1.0 / seen);
    double error = value - mean;
    mean += weight * error;
    variance = (1 - weight) * (variance + weight * error * error);
    return deviation;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(mean);
    out.writeDouble(variance);
    out.writeLong(seen);
  }
}
