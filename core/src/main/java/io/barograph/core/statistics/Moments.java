package io.barograph.core.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean and the second to fourth central moments of numbers, told one by one or merged.
 *
 * <p>Numbers are never taken out again: a sliding window merges the moments of its parts. All is
 * kept relative to the first number, the pivot, so that a common offset costs no digits. A number
 * must be finite. Constant in time and memory. Not thread-safe.
 */
public final class Moments {
  /*
   * Merge of two sets: Pébay, Formulas for Robust, One-Pass Parallel Computation of Covariances and
   * Arbitrary-Order Statistical Moments, Sandia SAND2008-6212 (2008), of which one number is the
   * case n = 1. We differ in that the mean is held as pivot + offset, two doubles: the difference
   * of two means near each other is then exact to the spread of the numbers, not to their size.
   */

  /** Bytes that {@link #write} writes at most. */
  public static final int MAX_BYTES = 48;

  /** A deviation of less than this share of the mean is rounding, and none. */
  public static final double NEGLIGIBLE_DEVIATION = 1e-12;

  private long count;
  private double pivot;
  private double offset;
  private double m2;
  private double m3;
  private double m4;

  /** Moments of nothing yet. */
  public Moments() {}

  /** The moments of {@code values}. */
  public static Moments of(double... values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments;
  }

  /** Adds a number. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    if (count == 0) {
      pivot = value;
    }
    long before = count++;
    double delta = value - pivot - offset;
    double share = delta / count;
    double square = share * share;
    double term = delta * share * before;
    offset += share;
    m4 +=
        term * square * ((double) count * count - 3.0 * count + 3)
            + 6 * square * m2
            - 4 * share * m3;
    m3 += term * share * (count - 2) - 3 * share * m2;
    m2 += term;
  }

  /** Adds all numbers of {@code other}, which stays as it is. */
  public void merge(Moments other) {
    if (other.count == 0) {
      return;
    }
    if (count == 0) {
      copy(other);
      return;
    }
    double ours = count;
    double theirs = other.count;
    double all = ours + theirs;
    double delta = other.pivot - pivot + (other.offset - offset);
    double share = delta / all;
    double square = share * share;
    double product = ours * theirs;
    m4 +=
        other.m4
            + delta * share * square * product * (ours * ours - product + theirs * theirs)
            + 6 * square * (ours * ours * other.m2 + theirs * theirs * m2)
            + 4 * share * (ours * other.m3 - theirs * m3);
    m3 +=
        other.m3
            + delta * square * product * (ours - theirs)
            + 3 * share * (ours * other.m2 - theirs * m2);
    m2 += other.m2 + delta * share * product;
    offset += theirs * share;
    count += other.count;
  }

  private void copy(Moments other) {
    count = other.count;
    pivot = other.pivot;
    offset = other.offset;
    m2 = other.m2;
    m3 = other.m3;
    m4 = other.m4;
  }

  /** How many numbers there are. */
  public long count() {
    return count;
  }

  /** The mean; NaN of nothing. */
  public double mean() {
    return count == 0 ? Double.NaN : pivot + offset;
  }

  /** The sum; 0 of nothing. */
  public double sum() {
    return (double) count * (pivot + offset);
  }

  /**
   * The variance, never negative.
   *
   * @param freedom what is taken from the count: 1 for the variance of a sample, 0 for that of a
   *     population
   * @return NaN if no more than {@code freedom} numbers are there
   */
  public double variance(int freedom) {
    return count <= freedom ? Double.NaN : m2 / (count - freedom);
  }

  /** The root of {@link #variance}. */
  public double deviation(int freedom) {
    return Math.sqrt(variance(freedom));
  }

  /**
   * True if the numbers differ by more than their own rounding: at least two of them, and a
   * deviation over {@value #NEGLIGIBLE_DEVIATION} of the mean. Nothing may be divided by the
   * deviation otherwise.
   */
  public boolean isSpread() {
    return count >= 2 && deviation(1) > NEGLIGIBLE_DEVIATION * Math.abs(mean());
  }

  /** The skewness of a population, biased; NaN unless {@link #isSpread}. */
  public double skewness() {
    return isSpread() ? Math.sqrt((double) count) * m3 / (m2 * Math.sqrt(m2)) : Double.NaN;
  }

  /** The kurtosis of a population, biased, 3 for a normal one; NaN unless {@link #isSpread}. */
  public double kurtosis() {
    return isSpread() ? (double) count * m4 / (m2 * m2) : Double.NaN;
  }

  /** The skewness corrected for bias (G1 of Joanes and Gill 1998); NaN of less than three. */
  public double sampleSkewness() {
    double n = (double) count;
    return count < 3 ? Double.NaN : skewness() * Math.sqrt(n * (n - 1)) / (n - 2);
  }

  /**
   * The kurtosis over that of a normal distribution, corrected for bias (G2 of Joanes and Gill
   * 1998); NaN of less than four.
   */
  public double sampleExcessKurtosis() {
    double n = (double) count;
    return count < 4
        ? Double.NaN
        : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (kurtosis() - 3) + 6);
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    if (count > 0) {
      out.writeDouble(pivot);
      out.writeDouble(offset);
      out.writeDouble(m2);
      out.writeDouble(m3);
      out.writeDouble(m4);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Moments read(DataInput in) throws IOException {
    Moments moments = new Moments();
    moments.count = in.readLong();
    if (moments.count > 0) {
      moments.pivot = in.readDouble();
      moments.offset = in.readDouble();
      moments.m2 = in.readDouble();
      moments.m3 = in.readDouble();
      moments.m4 = in.readDouble();
    }
    return moments;
  }
}
