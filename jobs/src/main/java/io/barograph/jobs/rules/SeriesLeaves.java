package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * The leaves of rules on several series that read one series.
 *
 * @param leaves their places in the rule set
 * @param partitionKeys for each, the key of the partition that the series belongs to
 */
record SeriesLeaves(int[] leaves, List<Labels> partitionKeys) {
  /** None. */
  static final SeriesLeaves NONE = new SeriesLeaves(new int[0], List.of());
}
