package io.barograph.promql.vector;

import java.util.List;

/** A step of evaluation that gives an instant vector; immutable and thread-safe. */
interface VectorNode {
  /**
   * The elements at a tick.
   *
   * @param tick milliseconds of event time
   * @param input gives the leaves
   * @throws EvaluationException if the vector cannot be told
   */
  List<Element> evaluate(long tick, VectorInput input);
}
