package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;
import java.util.List;

/** The labels that name the unit to which a series belongs. */
final class UnitLabels {
  private UnitLabels() {}

  /**
   * The labels of the unit of a series; null if it lacks one.
   *
   * @param by their names
   */
  static Labels of(Labels series, List<String> by) {
    Labels.Builder named = Labels.builder();
    for (String label : by) {
      String value = series.get(label);
      if (value == null || value.isEmpty()) {
        return null;
      }
      named.set(label, value);
    }
    return named.build();
  }
}
