package io.barograph.promql.vector;

import io.barograph.promql.eval.SampleWindow;
import io.barograph.promql.parse.PositionRange;
import java.util.List;

/** What an expression is evaluated on. */
public interface VectorInput {
  /**
   * The elements of a leaf.
   *
   * @param leaf its place in {@link VectorPlan#leaves()}
   * @param tick milliseconds of event time; of a sub-query's leaf, one of its steps
   * @param scalars what the leaf is to be given as {@link SampleWindow#scalar}
   */
  List<Element> leaf(int leaf, long tick, double[] scalars);

  /** True if the expression is evaluated at several ticks whose results are put together. */
  default boolean isRange() {
    return false;
  }

  /**
   * Takes a remark on the result, such as Prometheus's warnings.
   *
   * @param range what it is about
   */
  default void annotate(String remark, PositionRange range) {}
}
