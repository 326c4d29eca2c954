package io.barograph.core.statistics;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Quantiles of many numbers in little memory, each off by at most {@value #ACCURACY} of itself: a
 * DDSketch (Masson, Rim and Lee, VLDB 2019). Sketches merge without further error.
 *
 * <p>Of each sign at most {@value #MAX_BINS} bins are kept. Where the largest number is over 27,000
 * times the smallest, the smallest are told apart no more; the high quantiles stay exact to the
 * bound. Numbers must be finite. Not thread-safe.
 */
public final class QuantileSketch {
  /** The largest relative error of a quantile. */
  public static final double ACCURACY = 0.02;

  /** The most bins of each sign. */
  public static final int MAX_BINS = 256;

  private static final IndexMapping MAPPING = new LogarithmicMapping(ACCURACY);

  /** The greatest size of a number that has a bin; beyond it, the last bin is taken. */
  private static final double MAX_SIZE = MAPPING.maxIndexableValue() / 2;

  /** Up to so many numbers are kept as they are: most buckets of most keys hold no more. */
  private static final int FEW = 8;

  /** What is written in place of the number of a few. */
  private static final int SKETCHED = 255;

  private final double[] few = new double[FEW];
  private int fewCount;

  /** All of the numbers; null as long as they are a few. */
  private DDSketch sketch;

  /** What {@link #sketch} is written as; null if that is not known, as it has changed. */
  private byte[] written;

  private static Store store() {
    return new CollapsingLowestDenseStore(MAX_BINS);
  }

  /** Adds a number. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    double bounded = Math.max(-MAX_SIZE, Math.min(MAX_SIZE, value));
    if (sketch == null && fewCount < FEW) {
      few[fewCount++] = bounded;
    } else {
      sketched().accept(bounded);
      written = null;
    }
  }

  /** Adds all numbers of {@code other}, which stays as it is. */
  public void merge(QuantileSketch other) {
    if (other.sketch != null) {
      sketched().mergeWith(other.sketch);
      written = null;
      return;
    }
    for (int i = 0; i < other.fewCount; i++) {
      add(other.few[i]);
    }
  }

  private DDSketch sketched() {
    if (sketch == null) {
      sketch = new DDSketch(MAPPING, QuantileSketch::store);
      for (int i = 0; i < fewCount; i++) {
        sketch.accept(few[i]);
      }
      fewCount = 0;
    }
    return sketch;
  }

  /** How many numbers there are. */
  public long count() {
    return sketch == null ? fewCount : Math.round(sketch.getCount());
  }

  /** The number below which a share of them lies, 0 to 1; NaN of nothing. */
  public double quantile(double share) {
    if (sketch != null) {
      return sketch.getValueAtQuantile(share);
    }
    double[] ascending = Arrays.copyOf(few, fewCount);
    Arrays.sort(ascending);
    return fewCount == 0 ? Double.NaN : ascending[(int) (share * (fewCount - 1))];
  }

  /**
   * Writes all of it: about two bytes for each bin that is not empty. They are kept until it
   * changes, as the sketch of a day that is over is written time and again.
   */
  public void write(DataOutput out) throws IOException {
    out.writeByte(sketch == null ? fewCount : SKETCHED);
    for (int i = 0; i < fewCount; i++) {
      out.writeDouble(few[i]);
    }
    if (sketch != null) {
      if (written == null) {
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        sketch.encode(bytes, true);
        written = Arrays.copyOf(bytes.backingArray(), bytes.numWrittenBytes());
      }
      out.writeInt(written.length);
      out.write(written);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static QuantileSketch read(DataInput in) throws IOException {
    QuantileSketch read = new QuantileSketch();
    int fewCount = in.readUnsignedByte();
    if (fewCount == SKETCHED) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      read.sketch = DDSketch.decode(ByteArrayInput.wrap(bytes), QuantileSketch::store, MAPPING);
      return read;
    }
    for (; read.fewCount < fewCount; read.fewCount++) {
      read.few[read.fewCount] = in.readDouble();
    }
    return read;
  }
}
