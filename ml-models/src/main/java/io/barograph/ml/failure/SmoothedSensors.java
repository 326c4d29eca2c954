package io.barograph.ml.failure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sensors of one unit, smoothed fast and slowly by exponentially weighted averages, and their
 * means over its first rows. An average is the plain mean until it has as many values as it looks
 * back on. A missing value changes nothing. Not thread-safe.
 */
final class SmoothedSensors {
  /** How many first rows are a unit's beginning. */
  static final int BEGINNING = 20;

  private static final double FAST = 0.1;
  private static final double SLOW = 0.03;

  private double[] fast;
  private double[] slow;
  private double[] beginning;
  private int[] seen;
  private int rows;

  SmoothedSensors(int width) {
    fast = new double[width];
    slow = new double[width];
    beginning = new double[width];
    seen = new int[width];
    Arrays.fill(fast, Double.NaN);
  }

  /** Makes room for sensors that were not known before, without a value yet. */
  void widen(int width) {
    int before = width();
    if (width > before) {
      fast = Arrays.copyOf(fast, width);
      slow = Arrays.copyOf(slow, width);
      beginning = Arrays.copyOf(beginning, width);
      seen = Arrays.copyOf(seen, width);
      Arrays.fill(fast, before, width, Double.NaN);
    }
  }

  /** Takes up a row, at most as wide as this. */
  void add(double[] sensors) {
    rows++;
    for (int i = 0; i < sensors.length; i++) {
      double value = sensors[i];
      if (!Double.isFinite(value)) {
        continue;
      }
      double share = 1.0 / ++seen[i];
      if (seen[i] == 1) {
        fast[i] = value;
        slow[i] = value;
        beginning[i] = value;
        continue;
      }
      fast[i] += Math.max(FAST, share) * (value - fast[i]);
      slow[i] += Math.max(SLOW, share) * (value - slow[i]);
      if (seen[i] <= BEGINNING) {
        beginning[i] += share * (value - beginning[i]);
      }
    }
  }

  /** Whether the beginning is over. */
  boolean begun() {
    return rows > BEGINNING;
  }

  /** How many sensors there are. */
  int width() {
    return fast.length;
  }

  /** Where a sensor stands; NaN before its first value. */
  double level(int sensor) {
    return fast[sensor];
  }

  /** Where it stood in the beginning. */
  double beginning(int sensor) {
    return beginning[sensor];
  }

  /**
   * Each sensor's level, its distance from the beginning and its distance from the slow average.
   */
  double[] features() {
    return features(IntStream.range(0, width()).toArray());
  }

  /** The same of the sensors at these places, in this order. */
  double[] features(int[] places) {
    int width = places.length;
    double[] features = new double[3 * width];
    for (int i = 0; i < width; i++) {
      int at = places[i];
      features[i] = fast[at];
      features[width + i] = fast[at] - beginning[at];
      features[2 * width + i] = fast[at] - slow[at];
    }
    return features;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(rows);
    out.writeInt(width());
    for (int i = 0; i < width(); i++) {
      out.writeInt(seen[i]);
      if (seen[i] > 0) {
        out.writeDouble(fast[i]);
        out.writeDouble(slow[i]);
        out.writeDouble(beginning[i]);
      }
    }
  }

  static SmoothedSensors read(DataInput in) throws IOException {
    int rows = in.readInt();
    SmoothedSensors read = new SmoothedSensors(in.readInt());
    read.rows = rows;
    for (int i = 0; i < read.width(); i++) {
      read.seen[i] = in.readInt();
      if (read.seen[i] > 0) {
        read.fast[i] = in.readDouble();
        read.slow[i] = in.readDouble();
        read.beginning[i] = in.readDouble();
      }
    }
    return read;
  }
}
