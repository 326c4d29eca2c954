package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SampleWindow;
import io.barograph.promql.parse.PositionRange;
import java.util.List;
import java.util.SortedMap;

/** What an expression is evaluated on. */
public interface VectorInput {
  /**
   * The elements of a leaf.
   *
   * @param leaf its place in {@link VectorPlan#sources}
   * @param tick milliseconds of event time; of a sub-query's leaf, one of its steps
   * @param scalars what the leaf is to be given as {@link SampleWindow#scalar}
   */
  List<Element> leaf(int leaf, long tick, double[] scalars);

  /**
   * The parts that were folded of a source, by group; those of a group in an order that is the same
   * each time. Whoever compiles plans without folding need not give any.
   *
   * @param source its place in {@link VectorPlan#sources}
   * @param tick as of {@link #leaf}
   */
  default SortedMap<Labels, List<Partial>> parts(int source, long tick) {
    throw new UnsupportedOperationException("nothing is folded before it comes here");
  }

  /**
   * The tick at which the rule is evaluated, inside a recording rule the one of that: only what
   * other recording rules had written by then can be seen.
   */
  default long ruleTick() {
    return Long.MAX_VALUE;
  }

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
