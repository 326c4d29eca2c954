package io.barograph.promql.vector;

import io.barograph.promql.parse.Expr;
import java.util.Optional;

/** Says what of an expression is evaluated in partitions of its own. */
public interface Cutting {
  /**
   * True if the argument of an aggregation becomes a piece.
   *
   * @param enclosing the argument that is a piece already and that this one is part of
   */
  boolean isPiece(Expr argument, Optional<Expr> enclosing);
}
