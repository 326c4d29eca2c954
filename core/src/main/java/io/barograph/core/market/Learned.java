package io.barograph.core.market;

import io.barograph.core.measure.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What values are usual in a stream: counts in bins of equal ratio, from which quantiles are read.
 *
 * <p>Values that are not positive are counted as zero. Memory is {@value #MAX_BINS} counts at most:
 * where values span more than that, the lowest bins are one. Of {@value #CAPACITY} values half the
 * weight is forgotten, so that what was learned follows the stream. Whoever adds values that may be
 * faults cuts them at the bound up to which a value is usual, so that no fault becomes usual.
 */
final class Learned {
  /* The bins of DDSketch (Masson, Rim and Lee, VLDB 2019), with ratio 1.08: a quantile is within
   * 4 % of a value of that rank. Unlike it, the sketch forgets. */
  private static final double LOG_RATIO = Math.log(1.08);
  static final int MAX_BINS = 160;
  static final int CAPACITY = 8_192;

  private int zeros;
  private int total;

  /** The bin of the first count. */
  private int low;

  private int[] counts = new int[0];

  /** Adds a value. */
  void add(double value) {
    if (total == CAPACITY) {
      forgetHalf();
    }
    total++;
    if (!(value > Double.MIN_NORMAL)) {
      zeros++;
      return;
    }
    int bin = (int) Math.floor(Math.log(value) / LOG_RATIO);
    if (counts.length == 0) {
      low = bin;
      counts = new int[] {1};
      return;
    }
    int at = reach(bin);
    counts[at]++;
  }

  /** The place of {@code bin}, for which room is made. */
  private int reach(int bin) {
    int high = low + counts.length - 1;
    if (bin >= low && bin <= high) {
      return bin - low;
    }
    int newHigh = Math.max(high, bin);
    int newLow = Math.max(Math.min(low, bin), newHigh - MAX_BINS + 1);
    int[] grown = new int[newHigh - newLow + 1];
    for (int i = 0; i < counts.length; i++) {
      grown[Math.max(0, low + i - newLow)] += counts[i];
    }
    counts = grown;
    low = newLow;
    return Math.max(0, bin - low);
  }

  private void forgetHalf() {
    zeros /= 2;
    total = zeros;
    for (int i = 0; i < counts.length; i++) {
      counts[i] /= 2;
      total += counts[i];
    }
  }

  /** How many values are remembered, each with what is left of its weight. */
  int count() {
    return total;
  }

  /** The value of rank {@code share} (0 to 1), within 4 %; 0 while there is none. */
  double quantile(double share) {
    return quantile(share, 0.5);
  }

  /** A bound that no value in the bin of rank {@code share} lies below; 0 while there is none. */
  double quantileFloor(double share) {
    return quantile(share, -1e-9);
  }

  private double quantile(double share, double inBin) {
    double rank = share * (total - 1);
    long passed = zeros;
    if (passed > rank || total == 0) {
      return 0;
    }
    for (int i = 0; i < counts.length; i++) {
      passed += counts[i];
      if (passed > rank) {
        return Math.exp((low + i + inBin) * LOG_RATIO);
      }
    }
    return 0;
  }

  void write(DataOutput out) throws IOException {
    Counts.write(out, zeros);
    out.writeInt(low);
    out.writeByte(counts.length);
    for (int count : counts) {
      Counts.write(out, count);
    }
  }

  static Learned read(DataInput in) throws IOException {
    Learned learned = new Learned();
    learned.zeros = (int) Counts.read(in);
    learned.total = learned.zeros;
    learned.low = in.readInt();
    learned.counts = new int[in.readUnsignedByte()];
    for (int i = 0; i < learned.counts.length; i++) {
      learned.counts[i] = (int) Counts.read(in);
      learned.total += learned.counts[i];
    }
    return learned;
  }
}
