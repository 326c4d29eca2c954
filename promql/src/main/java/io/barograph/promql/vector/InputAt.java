package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.PositionRange;
import java.util.List;
import java.util.SortedMap;

/** What a rule is evaluated on at one of its ticks. */
record InputAt(long ruleTick, VectorInput input) implements VectorInput {
  @Override
  public List<Element> leaf(int leaf, long tick, double[] scalars) {
    return input.leaf(leaf, tick, scalars);
  }

  @Override
  public SortedMap<Labels, List<Partial>> parts(int source, long tick) {
    return input.parts(source, tick);
  }

  @Override
  public boolean isRange() {
    return input.isRange();
  }

  @Override
  public void annotate(String remark, PositionRange range) {
    input.annotate(remark, range);
  }
}
