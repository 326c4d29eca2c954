package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.ValueType;
import java.util.Set;

/** Tells whether elements of an expression still are what their metric name says. */
public final class MetricName {
  private static final Set<String> KEEPING =
      Set.of(
          "last_over_time",
          "first_over_time",
          "sort",
          "sort_desc",
          "label_replace",
          "label_join",
          "info");

  private MetricName() {}

  /** True if {@code expr} itself takes the metric name off what it is given. */
  public static boolean isTakenOffBy(Expr expr) {
    if (expr instanceof UnaryExpr unary) {
      return unary.negative();
    } else if (expr instanceof BinaryExpr binary) {
      BinaryOperator operator = binary.operator();
      return binary.returnsBool() || !(operator.isSet() || operator.isComparison());
    }
    return expr instanceof Call call && !KEEPING.contains(call.function().name());
  }

  /** True if the elements of an expression on one series lack the metric name. */
  static boolean isTakenOffIn(Expr expr) {
    if (isTakenOffBy(expr)) {
      return true;
    } else if (expr instanceof ParenExpr paren) {
      return isTakenOffIn(paren.expr());
    } else if (expr instanceof BinaryExpr binary) {
      return isTakenOffIn(
          binary.left().type() == ValueType.SCALAR ? binary.right() : binary.left());
    } else if (expr instanceof UnaryExpr || expr instanceof Call) {
      return expr.children().stream()
          .filter(child -> child.type() != ValueType.SCALAR)
          .anyMatch(MetricName::isTakenOffIn);
    } else if (expr instanceof SubqueryExpr subquery) {
      return isTakenOffIn(subquery.expr());
    }
    return false;
  }
}
