package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.VectorInput;
import java.util.function.ObjLongConsumer;

/** What the sources of a plan give in one partition, and which leaves have data there. */
public interface PartitionInput extends VectorInput {
  /**
   * Hands over what has data for a tick.
   *
   * @param to takes the labels of a series, or of a group of series, and the leaves that have data
   *     for it, as bits; the same labels may come again
   */
  void forEachSupport(long tick, ObjLongConsumer<Labels> to);
}
