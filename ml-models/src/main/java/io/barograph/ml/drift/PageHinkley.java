package io.barograph.ml.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The Page-Hinkley test: a sum of deviations from the running mean that outgrows a threshold.
 *
 * <p>The state is three numbers and a value costs constant time. Values are finite.
 */
public final class PageHinkley implements DriftDetector {
  /*
   * E. S. Page, Continuous Inspection Schemes, Biometrika 41, 1954; with the fading factor of
   * J. Gama et al., On evaluating stream learning algorithms, Machine Learning 90, 2013. The sum
   * is not floored at zero.
   */

  private static final int FORMAT = 1;

  private final Policy policy;
  private long count;
  private double mean;
  private double sum;

  /**
   * How the test is done.
   *
   * @param minimumValues how many values it needs before it speaks, >= 1
   * @param tolerance by how much a value may exceed the mean and not count, >= 0
   * @param threshold how far the sum must grow, > 0: a higher one is slower and surer
   * @param fading what each value leaves of the sum before it, above 0 and at most 1
   */
  public record Policy(int minimumValues, double tolerance, double threshold, double fading) {
    /** 30 values, 0.005, 50 and 0.9999. */
    public static final Policy DEFAULT = new Policy(30, 0.005, 50, 1 - 0.0001);

    public Policy {
      if (minimumValues < 1) {
        throw new IllegalArgumentException("minimumValues must be >= 1, was " + minimumValues);
      } else if (!(tolerance >= 0)) {
        throw new IllegalArgumentException("tolerance must be >= 0, was " + tolerance);
      } else if (!(threshold > 0)) {
        throw new IllegalArgumentException("threshold must be > 0, was " + threshold);
      } else if (!(fading > 0 && fading <= 1)) {
        throw new IllegalArgumentException("fading must be > 0 and <= 1, was " + fading);
      }
    }
  }

  /** A detector that has seen nothing. */
  public PageHinkley(Policy policy) {
    this.policy = policy;
  }

  /** A detector as {@link #write} wrote it. */
  public static PageHinkley read(DataInput in) throws IOException {
    Formats.check(in, FORMAT, "Page-Hinkley");
    PageHinkley detector =
        new PageHinkley(
            new Policy(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
    detector.count = in.readLong();
    detector.mean = in.readDouble();
    detector.sum = in.readDouble();
    return detector;
  }

  @Override
  public boolean add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    count++;
    mean += (value - mean) / count;
    sum = policy.fading() * sum + (value - mean - policy.tolerance());
    boolean hasRisen = count >= policy.minimumValues() && sum > policy.threshold();
    if (hasRisen) {
      count = 0;
      mean = 0;
      sum = 0;
    }
    return hasRisen;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(policy.minimumValues());
    out.writeDouble(policy.tolerance());
    out.writeDouble(policy.threshold());
    out.writeDouble(policy.fading());
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(sum);
  }
}
