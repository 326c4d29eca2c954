package io.barograph.promql.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A condition that compares the newest sample of each series with a number, such as {@code
 * node_load1 > 4}.
 *
 * @param matchers which series
 * @param isUpper true if values above the limit meet the condition, false if values below do
 * @param isInclusive true if the limit itself meets it
 * @param limit the number
 */
public record ConstantLimit(
    List<LabelMatcher> matchers, boolean isUpper, boolean isInclusive, double limit) {
  public ConstantLimit {
    matchers = List.copyOf(matchers);
  }

  /** The limit of an expression; absent if it is another kind of condition. */
  public static Optional<ConstantLimit> of(Expr expr) {
    if (!(inside(expr) instanceof BinaryExpr comparison) || comparison.returnsBool()) {
      return Optional.empty();
    }
    BinaryOperator operator = comparison.operator();
    if (operator == BinaryOperator.EQLC
        || operator == BinaryOperator.NEQ
        || !operator.isComparison()) {
      return Optional.empty();
    }
    boolean isGreater = operator == BinaryOperator.GTR || operator == BinaryOperator.GTE;
    boolean isInclusive = operator == BinaryOperator.GTE || operator == BinaryOperator.LTE;
    Expr left = inside(comparison.left());
    Expr right = inside(comparison.right());
    return isNewest(left)
        ? of((VectorSelector) left, isGreater, isInclusive, number(right))
        : isNewest(right)
            ? of((VectorSelector) right, !isGreater, isInclusive, number(left))
            : Optional.empty();
  }

  private static Optional<ConstantLimit> of(
      VectorSelector series, boolean isUpper, boolean isInclusive, OptionalDouble limit) {
    return limit.isPresent() && Double.isFinite(limit.getAsDouble())
        ? Optional.of(
            new ConstantLimit(series.matchers(), isUpper, isInclusive, limit.getAsDouble()))
        : Optional.empty();
  }

  private static boolean isNewest(Expr expr) {
    return expr instanceof VectorSelector selector
        && !selector.time().hasOffset()
        && !selector.time().isFixed();
  }

  private static Expr inside(Expr expr) {
    return expr instanceof ParenExpr parentheses ? inside(parentheses.expr()) : expr;
  }

  /* A number, also one that is written as 24 * 3600 or -5. */
  private static OptionalDouble number(Expr expr) {
    if (inside(expr) instanceof NumberLiteral literal) {
      return OptionalDouble.of(literal.value());
    } else if (inside(expr) instanceof UnaryExpr unary) {
      OptionalDouble of = number(unary.expr());
      return of.isPresent() && unary.negative() ? OptionalDouble.of(-of.getAsDouble()) : of;
    } else if (inside(expr) instanceof BinaryExpr binary) {
      return number(binary.operator(), number(binary.left()), number(binary.right()));
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble number(
      BinaryOperator operator, OptionalDouble left, OptionalDouble right) {
    if (left.isEmpty() || right.isEmpty()) {
      return OptionalDouble.empty();
    }
    double a = left.getAsDouble();
    double b = right.getAsDouble();
    return switch (operator) {
      case ADD -> OptionalDouble.of(a + b);
      case SUB -> OptionalDouble.of(a - b);
      case MUL -> OptionalDouble.of(a * b);
      case DIV -> OptionalDouble.of(a / b);
      case POW -> OptionalDouble.of(Math.pow(a, b));
      default -> OptionalDouble.empty();
    };
  }

  /** True if a value meets the condition. */
  public boolean isMetBy(double value) {
    if (isInclusive && value == limit) {
      return true;
    }
    return isUpper ? value > limit : value < limit;
  }

  /** True if it is about a series. */
  public boolean covers(Labels series) {
    return matchers.stream().allMatch(matcher -> matcher.matches(series));
  }

  /** The comparison as it is written behind a selector, such as {@code >}. */
  public String operator() {
    return (isUpper ? ">" : "<") + (isInclusive ? "=" : "");
  }
}
