package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.AggregateExpr;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which labels of elements make their group.
 *
 * @param names the labels of the {@code by} or {@code without} clause
 * @param without true if all other labels but the metric name make the group
 */
public record Grouping(Set<String> names, boolean without) {
  /** All elements are one group. */
  static final Grouping INTO_ONE = new Grouping(Set.of(), false);

  static Grouping of(AggregateExpr aggregate) {
    List<String> names = aggregate.grouping().orElse(List.of());
    return new Grouping(new TreeSet<>(names), aggregate.without());
  }

  /** The same with {@code name} among the labels that make the group. */
  Grouping with(String name) {
    Set<String> changed = new TreeSet<>(names);
    if (without) {
      changed.remove(name);
    } else {
      changed.add(name);
    }
    return new Grouping(changed, without);
  }

  /** The labels of the group of an element with these labels. */
  Labels group(Labels labels) {
    if (!without && names.isEmpty()) {
      return Labels.EMPTY;
    }
    Labels.Builder group = Labels.builder();
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      boolean isIn =
          without
              ? !names.contains(name) && !name.equals(Labels.METRIC_NAME)
              : names.contains(name);
      if (isIn) {
        group.add(name, labels.value(i));
      }
    }
    return group.build();
  }
}
