package io.barograph.ml.model;

import io.barograph.core.prediction.ModelPolicy;
import io.barograph.ml.drift.HddmA;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * Whether a model is right less often than it was: a sequential test of its errors against its own
 * baseline, in the order in which labels arrive.
 *
 * <p>A drop lasts until as many labels as the policy's window holds, all from after the drop, are
 * as good as the baseline again; then the test begins anew. Not thread-safe.
 */
public final class AccuracyDrop {
  private static final int FORMAT = 1;

  private final double risk;
  private final int recoveryLabels;
  private HddmA test;
  private double baselineError = Double.NaN;
  private long labelsSince;
  private long drops;
  private long labelsToNotice;

  /**
   * A test that knows nothing.
   *
   * @param risk see {@link ModelPolicy#dropRisk}
   * @param recoveryLabels how many labels must show that all is well again
   */
  AccuracyDrop(double risk, int recoveryLabels) {
    this.risk = risk;
    this.recoveryLabels = recoveryLabels;
    this.test = new HddmA(risk);
  }

  static AccuracyDrop read(double risk, int recoveryLabels, DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException("accuracy drop is of format %d, known is %d".formatted(format, FORMAT));
    }
    AccuracyDrop drop = new AccuracyDrop(risk, recoveryLabels);
    drop.baselineError = in.readDouble();
    drop.labelsSince = in.readLong();
    drop.drops = in.readLong();
    drop.labelsToNotice = in.readLong();
    drop.test = HddmA.read(in).withConfidence(risk);
    return drop;
  }

  /**
   * Takes a label.
   *
   * @param recentAccuracy of the last labels, this one among them, as many as {@code
   *     recoveryLabels} where there are so many; asked only in a drop
   * @return true if the model has become worse with this label
   */
  boolean add(boolean isCorrect, DoubleSupplier recentAccuracy) {
    if (isDegraded()) {
      labelsSince++;
      if (labelsSince >= recoveryLabels && 1 - recentAccuracy.getAsDouble() <= baselineError) {
        baselineError = Double.NaN;
        labelsSince = 0;
        test = new HddmA(risk);
      }
      return false;
    }
    double before = test.baseline();
    long labels = test.count() + 1 - test.baselineCount();
    if (!test.add(isCorrect ? 0 : 1)) {
      return false;
    }
    baselineError = before;
    labelsToNotice = labels;
    drops++;
    return true;
  }

  /** True from a drop until the model is as good as before. */
  public boolean isDegraded() {
    return !Double.isNaN(baselineError);
  }

  /** How many drops there were. */
  public long drops() {
    return drops;
  }

  /** How many labels the last drop took to be noticed, from where the stream was cut; 0 before. */
  public long labelsToNotice() {
    return labelsToNotice;
  }

  /**
   * The accuracy that labels are measured against, 0 to 1: in a drop the one before it; empty
   * before the first label.
   */
  public OptionalDouble baselineAccuracy() {
    double error = isDegraded() ? baselineError : test.baseline();
    return Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(1 - error);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeDouble(baselineError);
    out.writeLong(labelsSince);
    out.writeLong(drops);
    out.writeLong(labelsToNotice);
    test.write(out);
  }
}
