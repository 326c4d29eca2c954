package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.List;

/** The leaves of rules on several series that read one series. */
final class SeriesLeaves {
  /** None. */
  static final SeriesLeaves NONE = new SeriesLeaves(new int[0], List.of());

  private final int[] leaves;
  private final List<Labels> partitionKeys;

  /**
   * The leaves.
   *
   * @param leaves their places in the rule set
   * @param partitionKeys for each, the key of the partition that the series belongs to
   */
  SeriesLeaves(int[] leaves, List<Labels> partitionKeys) {
    this.leaves = leaves;
    this.partitionKeys = List.copyOf(partitionKeys);
  }

  /** How many there are. */
  int size() {
    return leaves.length;
  }

  /** The place of a leaf in the rule set. */
  int leaf(int place) {
    return leaves[place];
  }

  /** The key of the partition that the series belongs to in a leaf's rule. */
  Labels partitionKey(int place) {
    return partitionKeys.get(place);
  }
}
