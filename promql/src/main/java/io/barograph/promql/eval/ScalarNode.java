package io.barograph.promql.eval;

/** A step of evaluation that gives a number; immutable and thread-safe. */
interface ScalarNode {
  /**
   * The number at a tick.
   *
   * @param input holds the numbers that are calculated from other vectors
   */
  double value(long tick, SampleWindow input);
}
