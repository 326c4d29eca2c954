package io.barograph.core.prediction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last labels, in the order in which they arrived, whenever their predictions were made.
 *
 * <p>Each takes 24 bytes; a figure looks at all of them, the oldest first. Not thread-safe.
 */
public final class LabelWindow {
  /** The most labels that a window may hold. */
  public static final int MAX_CAPACITY = 1_024;

  private static final double MILLIS_PER_SECOND = 1_000;

  private final double[] squaredErrors;
  private final double[] losses;

  /** The probability of the likeliest class, below 0 if it did not come true. */
  private final float[] confidences;

  private final int[] delaySeconds;
  private int size;
  private int next;

  /**
   * An empty window.
   *
   * @param capacity labels, 1 to {@value #MAX_CAPACITY}
   */
  public LabelWindow(int capacity) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "capacity must be from 1 to %d, was %d".formatted(MAX_CAPACITY, capacity));
    }
    squaredErrors = new double[capacity];
    losses = new double[capacity];
    confidences = new float[capacity];
    delaySeconds = new int[capacity];
  }

  /** A window as {@link #write} wrote it. */
  public static LabelWindow read(DataInput in) throws IOException {
    LabelWindow window = new LabelWindow(in.readUnsignedShort());
    int size = in.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      window.put(in.readDouble(), in.readDouble(), in.readFloat(), in.readInt());
    }
    return window;
  }

  /** Adds a label; the oldest goes where the window is full. */
  public void add(Verdict verdict, long delayMillis) {
    float confidence = (float) verdict.confidence();
    put(
        verdict.squaredError(),
        verdict.loss(),
        verdict.isCorrect() ? confidence : -confidence,
        (int) Math.min(Integer.MAX_VALUE, Math.round(delayMillis / MILLIS_PER_SECOND)));
  }

  /** How many labels it holds. */
  public int size() {
    return size;
  }

  /** True if the next label takes the place of the oldest. */
  public boolean isFull() {
    return size == losses.length;
  }

  /** How right the predictions were; NaN where the window is empty. */
  public LabelFigures figures() {
    long correct = 0;
    double squared = 0;
    double lost = 0;
    for (int i = 0; i < size; i++) {
      int at = at(i);
      correct += isCorrect(at) ? 1 : 0;
      squared += squaredErrors[at];
      lost += losses[at];
    }
    return LabelFigures.of(size, correct, squared, lost);
  }

  /** How well confidence and truth agree; of values nothing. */
  public CalibrationBins calibration() {
    CalibrationBins bins = new CalibrationBins();
    for (int i = 0; i < size; i++) {
      int at = at(i);
      if (!Float.isNaN(confidences[at])) {
        bins.add(Math.abs(confidences[at]), isCorrect(at));
      }
    }
    return bins;
  }

  /**
   * How long labels took, in seconds: the least delay that a share of {@code q} does not exceed;
   * NaN where the window is empty.
   *
   * @param q above 0, at most 1
   */
  public double delayQuantile(double q) {
    if (size == 0) {
      return Double.NaN;
    }
    int[] sorted = Arrays.copyOf(delaySeconds, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.max(0, Math.ceil(q * size) - 1)];
  }

  /** Writes all that is kept. */
  public void write(DataOutput out) throws IOException {
    out.writeShort(losses.length);
    out.writeShort(size);
    for (int i = 0; i < size; i++) {
      int at = at(i);
      out.writeDouble(squaredErrors[at]);
      out.writeDouble(losses[at]);
      out.writeFloat(confidences[at]);
      out.writeInt(delaySeconds[at]);
    }
  }

  private void put(double squaredError, double loss, float confidence, int delay) {
    squaredErrors[next] = squaredError;
    losses[next] = loss;
    confidences[next] = confidence;
    delaySeconds[next] = delay;
    next = (next + 1) % losses.length;
    size = Math.min(losses.length, size + 1);
  }

  /** Where the i-th label lies, 0 the oldest. */
  private int at(int i) {
    return (next - size + i + losses.length) % losses.length;
  }

  private boolean isCorrect(int at) {
    return confidences[at] > 0;
  }
}
