package io.barograph.ml.detect;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Scores the values of one series, each by those before it alone.
 *
 * <p>Equal values give equal scores and equal bytes, also when the detector was written and read in
 * between. Not thread-safe.
 */
public interface Detector {
  /**
   * Scores a value and learns it.
   *
   * @param timeMillis its time; equal times are values one after the other, and an earlier time is
   *     taken as it stands
   * @param value any double; one that is not finite is missing: it scores 0 and is not learnt
   * @throws ModelException if it is made by a model that gave no answer; nothing was learnt
   */
  Score add(long timeMillis, double value);

  /** Writes all that is kept. */
  void write(DataOutput out) throws IOException;
}
