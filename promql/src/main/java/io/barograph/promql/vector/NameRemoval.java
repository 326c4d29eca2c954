package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When a metric name that has become untrue goes away. */
enum NameRemoval {
  /** Where a function makes it untrue. */
  AT_ONCE,
  /** At the end of the expression. */
  AT_THE_END;

  /** An element whose metric name is no longer true. */
  Element off(Labels labels, double value) {
    return this == AT_ONCE
        ? new Element(labels.without(Labels.METRIC_NAME), value)
        : new Element(labels, value, true);
  }

  /** The vector itself, after elements may have become alike by losing their names. */
  List<Element> checked(List<Element> vector) {
    if (this == AT_ONCE) {
      checkDistinct(vector);
    }
    return vector;
  }

  /** The vector at the end of the expression. */
  List<Element> last(List<Element> vector) {
    if (this == AT_ONCE) {
      return vector;
    }
    List<Element> last = new ArrayList<>(vector.size());
    for (Element element : vector) {
      last.add(element.nameIsOff() ? AT_ONCE.off(element.labels(), element.value()) : element);
    }
    checkDistinct(last);
    return last;
  }

  /**
   * Checks that no two elements have the same labels.
   *
   * @throws EvaluationException if two have
   */
  static void checkDistinct(List<Element> vector) {
    if (vector.size() < 2) {
      return;
    }
    Set<Labels> seen = new HashSet<>();
    for (Element element : vector) {
      if (!seen.add(element.labels())) {
        throw new EvaluationException("vector cannot contain metrics with the same labelset");
      }
    }
  }
}
