package io.barograph.ml.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * HDDM_A: Hoeffding's inequality on the difference of two means.
 *
 * <p>The state is four numbers and a value costs constant time. Values are from 0 to 1.
 */
public final class HddmA implements DriftDetector {
  /*
   * I. Frias-Blanco et al., Online and Non-Parametric Drift Detection Methods Based on Hoeffding's
   * Bounds, IEEE TKDE 27(3), 2015, the A-test. The stream is cut behind the prefix whose mean plus
   * its bound is least; drift is when the mean of all exceeds the mean of the prefix by more than
   * chance would allow. The bound of that difference is two-sided, ln(2 / confidence), as in the
   * reference implementation.
   */

  /** The default risk of a false detection of one test. */
  public static final double DEFAULT_CONFIDENCE = 0.001;

  private static final int FORMAT = 1;

  private final double confidence;
  private long count;
  private double sum;
  private long cutCount;
  private double cutSum;

  /** A detector of {@link #DEFAULT_CONFIDENCE}. */
  public HddmA() {
    this(DEFAULT_CONFIDENCE);
  }

  /**
   * A detector.
   *
   * @param confidence the risk of a false detection of one test, above 0 and below 1
   */
  public HddmA(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be > 0 and < 1, was " + confidence + ": it is a risk, as 0.001");
    }
    this.confidence = confidence;
  }

  /** A detector as {@link #write} wrote it. */
  public static HddmA read(DataInput in) throws IOException {
    Formats.check(in, FORMAT, "HDDM_A");
    HddmA detector = new HddmA(in.readDouble());
    detector.count = in.readLong();
    detector.sum = in.readDouble();
    detector.cutCount = in.readLong();
    detector.cutSum = in.readDouble();
    return detector;
  }

  /** What this one knows, judged by another risk. */
  public HddmA withConfidence(double other) {
    HddmA detector = new HddmA(other);
    detector.count = count;
    detector.sum = sum;
    detector.cutCount = cutCount;
    detector.cutSum = cutSum;
    return detector;
  }

  @Override
  public boolean add(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("value must be from 0 to 1, was " + value);
    }
    count++;
    sum += value;
    if (cutCount == 0 || cutSum / cutCount + bound(cutCount) >= sum / count + bound(count)) {
      cutCount = count;
      cutSum = sum;
    }
    if (!hasRisen()) {
      return false;
    }
    count = 0;
    sum = 0;
    cutCount = 0;
    cutSum = 0;
    return true;
  }

  /** How many values the present knowledge rests on. */
  public long count() {
    return count;
  }

  /** How many values the prefix holds that the stream is cut behind. */
  public long baselineCount() {
    return cutCount;
  }

  /**
   * The mean that drift is measured against: of the prefix that the stream is cut behind; NaN
   * before the first value.
   */
  public double baseline() {
    return cutCount == 0 ? Double.NaN : cutSum / cutCount;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeDouble(confidence);
    out.writeLong(count);
    out.writeDouble(sum);
    out.writeLong(cutCount);
    out.writeDouble(cutSum);
  }

  private boolean hasRisen() {
    if (cutCount == count) {
      return false;
    }
    double spread = (double) (count - cutCount) / cutCount / count;
    double allowed = Math.sqrt(spread / 2 * Math.log(2 / confidence));
    return sum / count - cutSum / cutCount >= allowed;
  }

  private double bound(long values) {
    return Math.sqrt(Math.log(1 / confidence) / (2.0 * values));
  }
}
