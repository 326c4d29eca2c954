package io.barograph.core.detect;

import io.barograph.core.labels.Labels;
import java.util.List;

/** The labels that name what is watched as one. */
final class ByLabels {
  private ByLabels() {}

  /**
   * The names, of which there is one at least.
   *
   * @param what they name, as {@code an entity}
   * @param apart what its series are, whose names tell them apart, as {@code metrics}
   * @param taken labels that what is derived has beside them
   */
  static List<String> of(List<String> names, String what, String apart, List<String> taken) {
    List<String> by = List.copyOf(names);
    if (by.isEmpty()) {
      throw new IllegalArgumentException(
          "by must name the labels of %s, as [instance]".formatted(what));
    }
    if (by.contains(Labels.METRIC_NAME)) {
      throw new IllegalArgumentException(
          "by must not name __name__: it tells %s apart".formatted(apart));
    }
    for (String label : by) {
      if (taken.contains(label)) {
        throw new IllegalArgumentException(
            "by must not name %s: what is derived has a label of that name".formatted(label));
      }
    }
    return by;
  }
}
