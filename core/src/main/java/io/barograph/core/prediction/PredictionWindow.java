package io.barograph.core.prediction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The predictions of the last time, and the labels of those very predictions, whenever the labels
 * arrived: a late outcome counts at the time of its prediction.
 *
 * <p>The window hops by a {@value #BUCKETS}th of its length. It takes 36 bytes a bucket, under 2
 * KiB in all. Not thread-safe.
 */
public final class PredictionWindow {
  /** How many buckets there are. */
  public static final int BUCKETS = 48;

  private static final long NONE = Long.MIN_VALUE;

  private final long step;
  private final long[] numbers = new long[BUCKETS];
  private final int[] made = new int[BUCKETS];
  private final int[] labelled = new int[BUCKETS];
  private final int[] correct = new int[BUCKETS];
  private final double[] squaredErrors = new double[BUCKETS];
  private final double[] losses = new double[BUCKETS];

  /**
   * An empty window.
   *
   * @param lengthMillis at least {@value #BUCKETS}; what remains of a {@value #BUCKETS}th is left
   *     out
   */
  public PredictionWindow(long lengthMillis) {
    step = lengthMillis / BUCKETS;
    if (step < 1) {
      throw new IllegalArgumentException(
          "lengthMillis must be >= %d, was %d".formatted(BUCKETS, lengthMillis));
    }
    Arrays.fill(numbers, NONE);
  }

  /** A window as {@link #write} wrote it. */
  public static PredictionWindow read(long lengthMillis, DataInput in) throws IOException {
    PredictionWindow window = new PredictionWindow(lengthMillis);
    int size = in.readUnsignedByte();
    for (int i = 0; i < size; i++) {
      long number = in.readLong();
      int at = (int) Math.floorMod(number, (long) BUCKETS);
      window.numbers[at] = number;
      window.made[at] = in.readInt();
      window.labelled[at] = in.readInt();
      window.correct[at] = in.readInt();
      window.squaredErrors[at] = in.readDouble();
      window.losses[at] = in.readDouble();
    }
    return window;
  }

  /** Counts a prediction that was made at {@code time}; one that is too old counts nowhere. */
  public void made(long time) {
    int at = bucket(time);
    if (at >= 0) {
      made[at]++;
    }
  }

  /** Counts the label of a prediction that was made at {@code time}. */
  public void labelled(long time, Verdict verdict) {
    int at = bucket(time);
    if (at >= 0) {
      labelled[at]++;
      correct[at] += verdict.isCorrect() ? 1 : 0;
      squaredErrors[at] += verdict.squaredError();
      losses[at] += verdict.loss();
    }
  }

  /** How many predictions were made in the window that ends at {@code tick}. */
  public long madeUpTo(long tick) {
    long sum = 0;
    for (long number = first(tick); number <= last(tick); number++) {
      sum += numbers[at(number)] == number ? made[at(number)] : 0;
    }
    return sum;
  }

  /** How right they were, as far as is known; NaN where nothing is. */
  public LabelFigures figures(long tick) {
    long labels = 0;
    long right = 0;
    double squared = 0;
    double lost = 0;
    for (long number = first(tick); number <= last(tick); number++) {
      int at = at(number);
      if (numbers[at] == number) {
        labels += labelled[at];
        right += correct[at];
        squared += squaredErrors[at];
        lost += losses[at];
      }
    }
    return LabelFigures.of(labels, right, squared, lost);
  }

  /** Writes all that is kept, but for the length. */
  public void write(DataOutput out) throws IOException {
    int size = 0;
    for (long number : numbers) {
      size += number == NONE ? 0 : 1;
    }
    out.writeByte(size);
    for (int at = 0; at < BUCKETS; at++) {
      if (numbers[at] != NONE) {
        out.writeLong(numbers[at]);
        out.writeInt(made[at]);
        out.writeInt(labelled[at]);
        out.writeInt(correct[at]);
        out.writeDouble(squaredErrors[at]);
        out.writeDouble(losses[at]);
      }
    }
  }

  private long first(long tick) {
    return last(tick) - BUCKETS + 1;
  }

  private long last(long tick) {
    return Math.floorDiv(tick, step);
  }

  private static int at(long number) {
    return (int) Math.floorMod(number, (long) BUCKETS);
  }

  /** The bucket of a time, emptied if it holds an older one; -1 if it holds a newer one. */
  private int bucket(long time) {
    long number = Math.floorDiv(time, step);
    int at = at(number);
    if (numbers[at] > number) {
      return -1;
    }
    if (numbers[at] < number) {
      numbers[at] = number;
      made[at] = 0;
      labelled[at] = 0;
      correct[at] = 0;
      squaredErrors[at] = 0;
      losses[at] = 0;
    }
    return at;
  }
}
