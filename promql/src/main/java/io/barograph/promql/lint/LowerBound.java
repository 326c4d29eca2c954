package io.barograph.promql.lint;

import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.ValueType;
import java.util.OptionalDouble;

/** The least value that an expression can have, from what its functions and operators give. */
final class LowerBound {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private LowerBound() {}

  /** The bound, negative infinity where there is none; NaN is no value here. */
  static double of(Expr expr) {
    if (expr instanceof NumberLiteral literal) {
      return literal.value();
    } else if (expr instanceof VectorSelector selector) {
      return Counters.isCounter(selector) ? 0 : NONE;
    } else if (expr instanceof ParenExpr
        || expr instanceof MatrixSelector
        || expr instanceof SubqueryExpr) {
      return of(expr.children().get(0));
    } else if (expr instanceof AggregateExpr aggregate) {
      return aggregate(aggregate);
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof Call call) {
      return call(call);
    }
    return NONE;
  }

  private static double aggregate(AggregateExpr aggregate) {
    double argument = of(aggregate.expr());
    return switch (aggregate.aggregation()) {
      case COUNT, COUNT_VALUES, GROUP -> 1;
      case STDDEV, STDVAR -> 0;
      case SUM -> sum(argument);
      case QUANTILE -> NONE;
      default -> argument;
    };
  }

  /** At least one value, each with that bound, added up. */
  private static double sum(double bound) {
    return bound >= 0 ? bound : NONE;
  }

  private static double binary(BinaryExpr binary) {
    double left = of(binary.left());
    double right = of(binary.right());
    if (binary.returnsBool()) {
      return 0;
    }
    boolean areNotNegative = left >= 0 && right >= 0;
    return switch (binary.operator()) {
      case LAND, LUNLESS -> left;
      case LOR -> Math.min(left, right);
      case ADD -> left + right;
      case MUL -> areNotNegative ? left * right : NONE;
      case DIV, MOD -> areNotNegative ? 0 : NONE;
      case GTR, GTE, EQLC -> passed(binary, left, right);
      case LSS, LTE, NEQ ->
          binary.left().type() == ValueType.SCALAR ? passed(binary, left, right) : left;
      default -> NONE;
    };
  }

  /** The bound of what passes a comparison: elements of the vector, or of its left side. */
  private static double passed(BinaryExpr binary, double left, double right) {
    if (binary.left().type() != ValueType.SCALAR) {
      return Math.max(left, right);
    }
    boolean isGreater =
        binary.operator() == BinaryOperator.LSS || binary.operator() == BinaryOperator.LTE;
    return isGreater ? Math.max(left, right) : right;
  }

  private static double call(Call call) {
    return switch (call.function().name()) {
      case "count_over_time",
          "present_over_time",
          "absent",
          "absent_over_time",
          "day_of_month",
          "month" ->
          1;
      case "rate",
          "increase",
          "irate",
          "changes",
          "resets",
          "stddev_over_time",
          "stdvar_over_time",
          "abs",
          "sqrt",
          "exp",
          "time",
          "timestamp",
          "hour",
          "minute",
          "day_of_week" ->
          0;
      case "avg_over_time",
          "min_over_time",
          "max_over_time",
          "last_over_time",
          "vector",
          "sort",
          "sort_desc",
          "label_replace",
          "label_join" ->
          of(call.arguments().get(0));
      case "sum_over_time" -> sum(of(call.arguments().get(0)));
      case "clamp_min" -> clampMin(call);
      default -> NONE;
    };
  }

  private static double clampMin(Call call) {
    OptionalDouble bound = Nodes.number(call.arguments().get(1));
    return Math.max(of(call.arguments().get(0)), bound.orElse(NONE));
  }
}
