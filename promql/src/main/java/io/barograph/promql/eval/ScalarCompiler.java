package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;

/** Makes nodes of expressions that depend on nothing but the tick. */
final class ScalarCompiler {
  private ScalarCompiler() {}

  /**
   * The node for a scalar expression.
   *
   * @throws SeriesCompiler.Refused if it reads series
   */
  static ScalarNode compile(Expr expr) {
    if (expr instanceof NumberLiteral literal) {
      double value = literal.value();
      return tick -> value;
    } else if (expr instanceof ParenExpr paren) {
      return compile(paren.expr());
    } else if (expr instanceof UnaryExpr unary) {
      ScalarNode operand = compile(unary.expr());
      return unary.negative() ? tick -> -operand.value(tick) : operand;
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary.operator(), compile(binary.left()), compile(binary.right()));
    } else if (expr instanceof Call call) {
      switch (call.function().name()) {
        case "time" -> {
          return tick -> tick / 1e3;
        }
        case "pi" -> {
          return tick -> Math.PI;
        }
        default -> {}
      }
    }
    throw SeriesCompiler.refuse(expr, "reads more than the time and numbers");
  }

  private static ScalarNode binary(BinaryOperator operator, ScalarNode left, ScalarNode right) {
    return operator.isComparison()
        ? tick -> Arithmetic.compare(operator, left.value(tick), right.value(tick)) ? 1 : 0
        : tick -> Arithmetic.calculate(operator, left.value(tick), right.value(tick));
  }
}
