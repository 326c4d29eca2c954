package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What makes the values of any series alike, so that one network fits all: a level and a scale,
 * both of the values seen, and the usual time from one to the next.
 *
 * <p>{@code ml-models/models/lstm/series.py} does the same when the network is trained.
 */
final class LstmScale {
  /** How many numbers the network is given of a series. */
  static final int INPUTS = 7;

  private static final double WEIGHT = 0.005;
  private static final double MOST_SCALES = 16;
  private static final double STEP_WEIGHT = 0.05;
  private static final double LARGEST_INPUT = 10;
  private static final double LEAST_STEP = 0.001;
  private static final double LEAST_RATIO = -2;
  private static final double MOST_RATIO = 6;
  private static final double RATIO_UNIT = 4;
  private static final double MILLIS = 1_000;
  private static final long DAY = 86_400_000;
  private static final long WEEK = 7 * DAY;

  private long seen;
  private double newest;
  private long newestMillis;
  private double level;
  private double size;
  private double usualSeconds = Double.NaN;

  static LstmScale read(DataInput in) throws IOException {
    LstmScale scale = new LstmScale();
    scale.seen = in.readLong();
    scale.newest = in.readDouble();
    scale.newestMillis = in.readLong();
    scale.level = in.readDouble();
    scale.size = in.readDouble();
    scale.usualSeconds = in.readDouble();
    return scale;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(seen);
    out.writeDouble(newest);
    out.writeLong(newestMillis);
    out.writeDouble(level);
    out.writeDouble(size);
    out.writeDouble(usualSeconds);
  }

  /** How many values were seen. */
  long seen() {
    return seen;
  }

  /** What a value of {@code units} of the scale is. */
  double value(double units) {
    return level + units * unit();
  }

  /** The scale, above 0. */
  double unit() {
    return size + Scales.floor(level);
  }

  /**
   * What the network is given to expect the value of a time, once one value was seen: the newest
   * value, compressed, where the time stands in its day and its week, and how far it is from the
   * newest.
   */
  float[] input(long timeMillis) {
    double step = seconds(timeMillis);
    double usual = usual(step);
    double day = phase(timeMillis, DAY);
    double week = phase(timeMillis, WEEK);
    double ratio = log2((step + LEAST_STEP) / (usual + LEAST_STEP));
    double cadence = Math.log10((usual + LEAST_STEP) * MILLIS / DAY);
    return new float[] {
      (float) bounded(compressed((newest - level) / unit()), -LARGEST_INPUT, LARGEST_INPUT),
      (float) Math.sin(day),
      (float) Math.cos(day),
      (float) Math.sin(week),
      (float) Math.cos(week),
      (float) (bounded(ratio, LEAST_RATIO, MOST_RATIO) / RATIO_UNIT),
      (float) (cadence / RATIO_UNIT)
    };
  }

  /** Takes a value, which is bounded as {@link Member} has it. */
  void learn(long timeMillis, double value) {
    seen++;
    if (seen == 1) {
      level = value;
    } else {
      learnStep(seconds(timeMillis));
      double error = value - level;
      if (seen > Member.LEAST_VALUES) {
        error = bounded(error, -MOST_SCALES * unit(), MOST_SCALES * unit());
      }
      double weight = Math.max(WEIGHT, 1.0 / seen);
      level += weight * error;
      size += weight * (Math.abs(error) - size);
    }
    newest = value;
    newestMillis = timeMillis;
  }

  private void learnStep(double step) {
    double usual = usual(step);
    usualSeconds = usual + STEP_WEIGHT * (Math.min(step, Math.max(LEAST_STEP, 2 * usual)) - usual);
  }

  private double usual(double step) {
    return Double.isNaN(usualSeconds) ? step : usualSeconds;
  }

  private double seconds(long timeMillis) {
    return Math.max(0, (double) timeMillis - newestMillis) / MILLIS;
  }

  private static double phase(long timeMillis, long period) {
    return 2 * Math.PI * Math.floorMod(timeMillis, period) / period;
  }

  /** The inverse hyperbolic sine. */
  private static double compressed(double units) {
    double size = Math.abs(units);
    return Math.copySign(Math.log(size + Math.sqrt(size * size + 1)), units);
  }

  private static double log2(double ratio) {
    return Math.log(ratio) / Math.log(2);
  }

  private static double bounded(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
