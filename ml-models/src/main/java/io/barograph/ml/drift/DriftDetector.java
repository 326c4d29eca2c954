package io.barograph.ml.drift;

import java.io.DataOutput;
import java.io.IOException;

/**
 * A sequential test that the mean of a stream has risen.
 *
 * <p>It is one-sided: of errors only more of them is drift. A detection ends what was learnt, and
 * the detector begins anew with the next value. Equal values give equal detections and equal bytes,
 * also when it was written and read in between. Not thread-safe.
 */
public interface DriftDetector {
  /**
   * Takes a value.
   *
   * @param value finite, for most detectors from 0 to 1
   * @return true if the mean has risen, as far as the detector's confidence goes
   * @throws IllegalArgumentException if the value is out of range
   */
  boolean add(double value);

  /** Writes all that is kept. */
  void write(DataOutput out) throws IOException;
}
