package io.barograph.ml.failure;

/** Says at each row what is to be expected of a unit, from the rows before. Not thread-safe. */
public interface FailurePredictor {
  /**
   * Takes up the next row of a unit.
   *
   * @param sensors one value for each sensor, NaN where it is missing
   */
  FailurePrediction next(String unit, long timeMillis, double[] sensors);
}
