package io.barograph.promql.vector;

import java.util.List;

/** What the series give by themselves. */
record LeafNode(int leaf, Scalars scalars) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    return input.leaf(leaf, tick, scalars.at(tick, input));
  }
}
