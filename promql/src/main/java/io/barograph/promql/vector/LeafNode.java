package io.barograph.promql.vector;

import java.util.List;

/**
 * What the series give by themselves.
 *
 * @param leaf the place in {@link VectorPlan#sources}
 * @param delayMillis how long before the instant under which it is known it is evaluated
 */
record LeafNode(int leaf, Scalars scalars, long delayMillis) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    return input.leaf(leaf, tick + delayMillis, scalars.at(tick, input));
  }
}
