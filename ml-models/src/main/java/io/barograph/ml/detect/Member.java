package io.barograph.ml.detect;

import java.io.DataOutput;
import java.io.IOException;

/** One way to expect the next value of a series from those before it. */
interface Member {
  /** The least values that any member knows before it expects one. */
  int LEAST_VALUES = 12;

  /** Values beyond count as this, so that squares of differences stay finite. */
  double LARGEST = 1e100;

  /** A finite value within what members take. */
  static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  /** Says how far {@code value}, which is bounded, is from what was expected, and learns it. */
  Deviation next(long timeMillis, double value);

  /** Writes all that is kept. */
  void write(DataOutput out) throws IOException;
}
