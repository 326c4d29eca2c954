package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Aggregation;

/**
 * How the elements of a leaf or of a piece are folded where they arise, before they travel.
 *
 * @param grouping which of their labels make the group that travels in their place
 */
public record Fold(Aggregation aggregation, Grouping grouping) {
  /** The labels of the group of a series or an element. */
  public Labels group(Labels labels) {
    return grouping.group(labels);
  }

  /** The values of one group in one place, for one tick. */
  public GroupFold newGroup() {
    return new GroupFold(aggregation);
  }
}
