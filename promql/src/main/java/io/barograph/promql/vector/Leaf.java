package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;

/**
 * A part of an expression that decides on one series alone.
 *
 * @param expr where it stands in the syntax tree
 * @param expression what is evaluated on each series that it selects
 */
public record Leaf(Expr expr, SeriesExpression expression) {
  /** True if the leaf is evaluated on the series of these labels. */
  public boolean reads(Labels series) {
    for (SeriesSelector selector : expression.selectors()) {
      if (!selector.matches(series)) {
        return false;
      }
    }
    return true;
  }
}
