package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Leaf;

/**
 * Which leaves have data for the elements of a partition at a tick, as bits; see {@link
 * Leaf#supportBit}. Looks at the partition when it is first asked. Not thread-safe.
 */
final class Support {
  private final long tick;
  private final PartitionInput input;
  private AgreeingLabels all;

  Support(long tick, PartitionInput input) {
    this.tick = tick;
    this.input = input;
  }

  /**
   * The leaves that have data for an element. A series is for the element if both agree on every
   * label that both have.
   */
  long of(Labels element) {
    if (all == null) {
      all = new AgreeingLabels();
      input.forEachSupport(tick, all::add);
    }
    return all.bitsAgreeingWith(element);
  }
}
