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

  /** True if all elements are one group. */
  public boolean isIntoOne() {
    return grouping.equals(Grouping.INTO_ONE);
  }

  /** The values of one group in one place, for one tick. */
  public GroupFold newGroup() {
    return new GroupFold(aggregation);
  }

  /** The aggregation as it stands in a query: {@code sum by (job)}. */
  @Override
  public String toString() {
    String names = String.join(", ", grouping.names());
    if (grouping.without()) {
      return aggregation.symbol() + " without (" + names + ")";
    }
    return aggregation.symbol() + (names.isEmpty() ? "" : " by (" + names + ")");
  }
}
