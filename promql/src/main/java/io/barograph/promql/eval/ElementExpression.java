package io.barograph.promql.eval;

import io.barograph.promql.parse.Expr;
import java.util.List;

/**
 * An expression that makes one element out of another.
 *
 * @param expression what is evaluated on the element's window
 * @param scalars the vectors whose only values the window must give as {@link SampleWindow#scalar},
 *     in the order of their numbers
 */
public record ElementExpression(SeriesExpression expression, List<Expr> scalars) {
  public ElementExpression {
    scalars = List.copyOf(scalars);
  }
}
