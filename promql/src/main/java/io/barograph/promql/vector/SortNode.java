package io.barograph.promql.vector;

import io.barograph.promql.parse.PositionRange;
import java.util.ArrayList;
import java.util.List;

/** The elements in the order of their values, NaN last. */
record SortNode(boolean descending, VectorNode operand, PositionRange range) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    if (input.isRange()) {
      input.annotate(Remarks.SORT_IS_INEFFECTIVE, range);
    }
    List<Element> elements = new ArrayList<>(operand.evaluate(tick, input));
    elements.sort(RankNode.order(descending));
    return elements;
  }
}
