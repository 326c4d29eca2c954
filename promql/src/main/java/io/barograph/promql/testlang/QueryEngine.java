package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.StoredSeries;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Evaluates the queries of a script in another way than the runner does. */
public interface QueryEngine {
  /**
   * What a query gives, by tick. Neither the order of elements nor remarks are asked for.
   *
   * @param expr an instant vector or a scalar
   * @param times its ticks
   * @param series all that is stored
   * @throws EvaluationException if the query has no result
   * @throws UnsupportedOperationException if it is not for this engine; the message says why
   */
  Map<Long, List<Element>> evaluate(
      Expr expr,
      EvaluationOptions options,
      TestCommand.Times times,
      SortedMap<Labels, StoredSeries> series);
}
