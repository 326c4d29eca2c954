package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How high and how low values of the past week have been more than once: the second highest and the
 * second lowest of the extremes of its quarters of days, the running one left out.
 */
final class WeekOfExtremes {
  private static final long QUARTER_MILLIS = 21_600_000;
  private static final int OLDEST = 28;
  private static final long NONE = Long.MIN_VALUE;

  /** A quarter of number n lies at n modulo their number. */
  private final long[] quarters = new long[OLDEST + 1];

  private final double[] high = new double[OLDEST + 1];
  private final double[] low = new double[OLDEST + 1];

  WeekOfExtremes() {
    Arrays.fill(quarters, NONE);
  }

  static WeekOfExtremes read(DataInput in) throws IOException {
    WeekOfExtremes week = new WeekOfExtremes();
    for (int count = in.readByte(); count > 0; count--) {
      long quarter = in.readLong();
      int place = place(quarter);
      week.quarters[place] = quarter;
      week.high[place] = in.readDouble();
      week.low[place] = in.readDouble();
    }
    return week;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte((int) Arrays.stream(quarters).filter(quarter -> quarter != NONE).count());
    for (int place = 0; place < quarters.length; place++) {
      if (quarters[place] != NONE) {
        out.writeLong(quarters[place]);
        out.writeDouble(high[place]);
        out.writeDouble(low[place]);
      }
    }
  }

  /** Takes a value; one whose quarter has made room for a later one is left out. */
  void add(long timeMillis, double value) {
    long quarter = Math.floorDiv(timeMillis, QUARTER_MILLIS);
    int place = place(quarter);
    if (quarters[place] < quarter) {
      quarters[place] = quarter;
      high[place] = value;
      low[place] = value;
    } else if (quarters[place] == quarter) {
      high[place] = Math.max(high[place], value);
      low[place] = Math.min(low[place], value);
    }
  }

  /**
   * How high two quarters of the week before a time have been; minus infinity if fewer are known.
   */
  double highest(long timeMillis) {
    double highest = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    long now = Math.floorDiv(timeMillis, QUARTER_MILLIS);
    for (long quarter = now - OLDEST; quarter < now; quarter++) {
      if (quarters[place(quarter)] == quarter) {
        double one = high[place(quarter)];
        second = Math.max(second, Math.min(highest, one));
        highest = Math.max(highest, one);
      }
    }
    return second;
  }

  /** How low; plus infinity if fewer are known. */
  double lowest(long timeMillis) {
    double lowest = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    long now = Math.floorDiv(timeMillis, QUARTER_MILLIS);
    for (long quarter = now - OLDEST; quarter < now; quarter++) {
      if (quarters[place(quarter)] == quarter) {
        double one = low[place(quarter)];
        second = Math.min(second, Math.max(lowest, one));
        lowest = Math.min(lowest, one);
      }
    }
    return second;
  }

  private static int place(long quarter) {
    return (int) Math.floorMod(quarter, (long) OLDEST + 1);
  }
}
