package io.barograph.core.measure;

import io.barograph.core.labels.Labels;

/** Where a measure puts its samples; all of them are of the tick that was asked for. */
@FunctionalInterface
public interface SampleOutput {
  /**
   * Takes a sample.
   *
   * @param labels the name among them
   * @param value finite, or a stale marker for a series that ends
   */
  void put(Labels labels, double value);
}
