package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.VectorInput;

/** The leaf elements of one partition, and which leaves have data. */
public interface PartitionInput extends VectorInput {
  /**
   * The leaves that have data for an element at a tick, as bits.
   *
   * @param element the labels of the element
   */
  long support(Labels element, long tick);
}
