package io.barograph.ml.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Holt-Winters' additive exponential smoothing with a damped trend and, if it has more than one
 * place, a season; Gardner and McKenzie (1985), in its error-correction form. It takes a value at a
 * time and keeps nothing but its state. Not thread-safe.
 */
public final class HoltWinters {
  private static final double LEVEL = 0.3;
  private static final double TREND = 0.05;
  private static final double SEASON = 0.2;
  private static final double DAMPING = 0.98;

  private final double[] season;
  private double level;
  private double trend;
  private long count;

  /**
   * Nothing known yet.
   *
   * @param period the steps of a season; 1 for none
   */
  public HoltWinters(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period must be >= 1, was " + period);
    }
    season = new double[period];
  }

  /** What is expected {@code ahead} steps behind the newest value, at least 1; NaN of nothing. */
  public double expected(int ahead) {
    if (count == 0) {
      return Double.NaN;
    }
    double damped = trend * DAMPING * (1 - Math.pow(DAMPING, ahead)) / (1 - DAMPING);
    return level + damped + season[placeOf(count + ahead - 1)];
  }

  /** Takes the next value, finite; returns how far it lies from what was expected, 0 at first. */
  public double add(double value) {
    if (count == 0) {
      level = value;
      count = 1;
      return 0;
    }
    double error = value - expected(1);
    boolean isFirstSeason = season.length > 1 && count < season.length;
    level += DAMPING * trend + LEVEL * error;
    trend = DAMPING * trend + (isFirstSeason ? 0 : LEVEL * TREND * error);
    if (season.length > 1) {
      season[placeOf(count)] += (isFirstSeason ? 1 - LEVEL : SEASON) * error;
    }
    count++;
    return error;
  }

  private int placeOf(long step) {
    return (int) (step % season.length);
  }

  /** Writes all of it but its period. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(level);
    out.writeDouble(trend);
    out.writeLong(count);
    for (double one : season) {
      out.writeDouble(one);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static HoltWinters read(int period, DataInput in) throws IOException {
    HoltWinters read = new HoltWinters(period);
    read.level = in.readDouble();
    read.trend = in.readDouble();
    read.count = in.readLong();
    for (int i = 0; i < period; i++) {
      read.season[i] = in.readDouble();
    }
    return read;
  }
}
