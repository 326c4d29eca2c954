package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Leaf;

/** Which leaves have data for an element, as bits; see {@link Leaf#supportBit}. */
final class Support {
  private Support() {}

  /**
   * The leaves that have data for an element at a tick. A series is for the element if both agree
   * on every label that both have.
   */
  static long of(Labels element, long tick, PartitionInput input) {
    long[] support = {0};
    input.forEachSupport(
        tick,
        (labels, bits) -> {
          if ((bits & ~support[0]) != 0 && agree(element, labels)) {
            support[0] |= bits;
          }
        });
    return support[0];
  }

  /** True if both have the same value for every label that both have; names do not count. */
  static boolean agree(Labels element, Labels series) {
    for (int i = 0; i < element.size(); i++) {
      String name = element.name(i);
      String other = series.get(name);
      if (!name.equals(Labels.METRIC_NAME) && !other.isEmpty() && !other.equals(element.value(i))) {
        return false;
      }
    }
    return true;
  }
}
