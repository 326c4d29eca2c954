package io.barograph.promql.eval;

/** The stored samples of one series in strictly ascending order of time. */
public interface SampleWindow {
  /** The number of samples. */
  int size();

  /** The event time of a sample in milliseconds. */
  long timestamp(int index);

  /** The value of a sample; meaningless if it is a stale marker. */
  double value(int index);

  /** True if the sample is a stale marker. */
  boolean stale(int index);

  /**
   * A number at the tick that is calculated from another vector.
   *
   * @param index which of those that the expression rests on
   * @throws UnsupportedOperationException unless the window was made for such an expression
   */
  default double scalar(int index) {
    throw new UnsupportedOperationException("a series has no scalars");
  }
}
