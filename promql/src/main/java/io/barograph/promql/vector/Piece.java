package io.barograph.promql.vector;

import io.barograph.promql.parse.Expr;
import java.util.Optional;

/**
 * A part of an expression that needs several series, but fewer of them together than the whole
 * does: it is evaluated in partitions of its own, and what these give is folded.
 *
 * @param expr the argument of the aggregation that folds it
 * @param plan how it is evaluated in each of its partitions
 */
public record Piece(Expr expr, VectorPlan plan, Fold folding, Leaf.Place place)
    implements PlanSource {
  @Override
  public Optional<Fold> fold() {
    return Optional.of(folding);
  }
}
