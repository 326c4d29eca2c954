package io.barograph.ml.detect;

import io.barograph.core.bytes.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How rare a deviation is by the series' own past: the negative decimal logarithm of the
 * probability of one as large, 3 for one in a thousand.
 *
 * <p>{@value #BINS} bins of equal ratio, so that a bin is a quarter larger than the one before; the
 * past fades over {@value #MEMORY} values.
 */
final class TailCalibration {
  /*
   * Up to the 95 % quantile u, but at least one scale, the probability is the share of the bins
   * above. Beyond it the tail is a power law, P(size > s) = 0.05 (s / u)^(-1 / x), whose x is the
   * mean of ln(s / u) over what lay beyond (B. Hill, A Simple General Approach to Inference About
   * the Tail of a Distribution, Annals of Statistics 3, 1975), with a prior of so many values.
   */
  private static final int BINS = 80;
  private static final int MEMORY = 4000;
  private static final int LEAST_VALUES = 20;
  private static final double TAIL_SHARE = 0.05;
  private static final double PRIOR = 0.3;
  private static final double PRIOR_VALUES = 30;
  private static final double LEAST_SIZE = 1e-3;
  private static final double BIN_WIDTH = Math.log(10) / 10;
  private static final double LOG_LEAST = Math.log(LEAST_SIZE);
  private static final double LOG_NOTHING = LOG_LEAST - Math.log(2);
  private static final double FADE = 1 - 1.0 / MEMORY;

  private final float[] counts = new float[BINS];
  private double total;

  static TailCalibration read(DataInput in) throws IOException {
    TailCalibration calibration = new TailCalibration();
    calibration.total = in.readDouble();
    Floats.read(calibration.counts, 0, BINS, in);
    return calibration;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(total);
    Floats.write(counts, 0, BINS, out);
  }

  /** True if it was asked of no size yet. */
  boolean isEmpty() {
    return total == 0;
  }

  /** Says how rare {@code size}, at least 0, is by those before it, and learns it. */
  double next(double size) {
    double rarity = total < LEAST_VALUES ? 0 : rarity(size);
    if (total >= MEMORY) {
      for (int bin = 0; bin < BINS; bin++) {
        counts[bin] *= (float) FADE;
      }
      total *= FADE;
    }
    counts[bin(size)]++;
    total++;
    return rarity;
  }

  private double rarity(double size) {
    double logSize = size < LEAST_SIZE / 2 ? LOG_NOTHING : Math.log(size);
    double wanted = TAIL_SHARE * total;
    double above = 0;
    int bin = BINS - 1;
    while (bin > 0 && above + counts[bin] < wanted) {
      above += counts[bin];
      bin--;
    }
    double part = counts[bin] > 0 ? (wanted - above) / counts[bin] : 0;
    double logTail = Math.max(0, edge(bin) + BIN_WIDTH * (1 - part));
    if (logSize > logTail) {
      return tailRarity(bin, part, logTail, logSize) / Math.log(10);
    }
    return 0 - Math.log10(Math.max(TAIL_SHARE, Math.min(1, shareAbove(logSize, bin(size)))));
  }

  private double tailRarity(int bin, double part, double logTail, double logSize) {
    double beyond = counts[bin] * part;
    double excess = beyond * BIN_WIDTH * part / 2;
    for (int higher = bin + 1; higher < BINS; higher++) {
      excess += counts[higher] * (edge(higher) + BIN_WIDTH / 2 - logTail);
      beyond += counts[higher];
    }
    double exponent = (excess + PRIOR * PRIOR_VALUES) / (beyond + PRIOR_VALUES);
    return -Math.log(TAIL_SHARE) + (logSize - logTail) / Math.max(exponent, LEAST_SIZE);
  }

  private double shareAbove(double logSize, int bin) {
    double above = 0;
    for (int higher = bin + 1; higher < BINS; higher++) {
      above += counts[higher];
    }
    double part = bin == 0 ? 0.5 : 1 - (logSize - edge(bin)) / BIN_WIDTH;
    return (above + counts[bin] * part) / total;
  }

  private static int bin(double size) {
    return size < LEAST_SIZE
        ? 0
        : (int) Math.min(BINS - 1, 1 + Math.floor((Math.log(size) - LOG_LEAST) / BIN_WIDTH));
  }

  /** The logarithm of the least size of a bin. */
  private static double edge(int bin) {
    return bin == 0 ? LOG_NOTHING : LOG_LEAST + (bin - 1) * BIN_WIDTH;
  }
}
