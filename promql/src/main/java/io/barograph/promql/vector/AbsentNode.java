package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * One element, where the operand has none.
 *
 * @param labels what is known of the series that are missing
 */
record AbsentNode(Labels labels, VectorNode operand) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    return operand.evaluate(tick, input).isEmpty() ? List.of(new Element(labels, 1)) : List.of();
  }
}
