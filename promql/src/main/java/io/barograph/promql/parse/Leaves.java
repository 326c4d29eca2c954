package io.barograph.promql.parse;

import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The selectors in an expression. */
public final class Leaves {
  private Leaves() {}

  /** Every selector in {@code expr}, in the order in which they are written. */
  public static List<VectorSelector> of(Expr expr) {
    return stream(expr).toList();
  }

  /** True if {@code expr} reads series. */
  public static boolean exist(Expr expr) {
    return stream(expr).findAny().isPresent();
  }

  /** The selector that {@code expr} is, if it is no more than one. */
  public static Optional<VectorSelector> selector(Expr expr) {
    if (expr instanceof VectorSelector selector) {
      return Optional.of(selector);
    } else if (expr instanceof MatrixSelector matrix) {
      return Optional.of(matrix.selector());
    } else if (expr instanceof ParenExpr paren) {
      return selector(paren.expr());
    }
    return Optional.empty();
  }

  private static Stream<VectorSelector> stream(Expr expr) {
    return expr instanceof VectorSelector selector
        ? Stream.of(selector)
        : expr.children().stream().flatMap(Leaves::stream);
  }
}
