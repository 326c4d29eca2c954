package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The highest and lowest values of the past week, in quarters of days behind the running one. */
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

  /** The highest value of the week before a time; minus infinity if none is known. */
  double highest(long timeMillis) {
    double highest = Double.NEGATIVE_INFINITY;
    long now = Math.floorDiv(timeMillis, QUARTER_MILLIS);
    for (long quarter = now - OLDEST; quarter < now; quarter++) {
      if (quarters[place(quarter)] == quarter) {
        highest = Math.max(highest, high[place(quarter)]);
      }
    }
    return highest;
  }

  /** The lowest; plus infinity if none is known. */
  double lowest(long timeMillis) {
    double lowest = Double.POSITIVE_INFINITY;
    long now = Math.floorDiv(timeMillis, QUARTER_MILLIS);
    for (long quarter = now - OLDEST; quarter < now; quarter++) {
      if (quarters[place(quarter)] == quarter) {
        lowest = Math.min(lowest, low[place(quarter)]);
      }
    }
    return lowest;
  }

  private static int place(long quarter) {
    return (int) Math.floorMod(quarter, (long) OLDEST + 1);
  }
}
