package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import java.util.ArrayList;
import java.util.List;

/** Makes nodes of scalar expressions. */
final class ScalarCompiler {
  private final boolean mayReadSeries;
  private final List<Expr> vectors = new ArrayList<>();

  private ScalarCompiler(boolean mayReadSeries) {
    this.mayReadSeries = mayReadSeries;
  }

  /** A compiler that takes what depends on nothing but the tick. */
  static ScalarCompiler withoutSeries() {
    return new ScalarCompiler(false);
  }

  /** A compiler that numbers the vectors that {@code scalar()} reads. */
  static ScalarCompiler withSeries() {
    return new ScalarCompiler(true);
  }

  /** The arguments of {@code scalar()} that were met, by their numbers. */
  List<Expr> vectors() {
    return List.copyOf(vectors);
  }

  /**
   * The node for a scalar expression.
   *
   * @throws SeriesCompiler.Refused if it reads series and may not
   */
  ScalarNode compile(Expr expr) {
    if (expr instanceof NumberLiteral literal) {
      double value = literal.value();
      return (tick, input) -> value;
    } else if (expr instanceof ParenExpr paren) {
      return compile(paren.expr());
    } else if (expr instanceof UnaryExpr unary) {
      ScalarNode operand = compile(unary.expr());
      return unary.negative() ? (tick, input) -> -operand.value(tick, input) : operand;
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary.operator(), compile(binary.left()), compile(binary.right()));
    } else if (expr instanceof Call call) {
      return call(call);
    }
    throw SeriesCompiler.refuse(expr, "reads more than the time and numbers");
  }

  private ScalarNode call(Call call) {
    String name = call.function().name();
    if (name.equals("time")) {
      return (tick, input) -> tick / 1e3;
    } else if (name.equals("pi")) {
      return (tick, input) -> Math.PI;
    } else if (name.equals("scalar") && mayReadSeries) {
      int index = vectors.size();
      vectors.add(call.arguments().get(0));
      return (tick, input) -> input.scalar(index);
    }
    throw SeriesCompiler.refuse(call, "reads more than the time and numbers");
  }

  private static ScalarNode binary(BinaryOperator operator, ScalarNode left, ScalarNode right) {
    return operator.isComparison()
        ? (tick, input) ->
            Arithmetic.compare(operator, left.value(tick, input), right.value(tick, input)) ? 1 : 0
        : (tick, input) ->
            Arithmetic.calculate(operator, left.value(tick, input), right.value(tick, input));
  }
}
