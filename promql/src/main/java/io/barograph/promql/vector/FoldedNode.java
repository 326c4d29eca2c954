package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * An aggregation whose elements were folded where they arose; only the parts come here.
 *
 * @param source the place in {@link VectorPlan#sources} of what was folded
 * @param delayMillis as of a {@link LeafNode}
 */
record FoldedNode(int source, Aggregation aggregation, long delayMillis) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    SortedMap<Labels, List<Partial>> groups = input.parts(source, tick + delayMillis);
    List<Element> elements = new ArrayList<>(groups.size());
    for (Map.Entry<Labels, List<Partial>> group : groups.entrySet()) {
      double folded = Partial.accumulator(aggregation, group.getValue()).result();
      elements.add(new Element(group.getKey(), folded));
    }
    return elements;
  }
}
