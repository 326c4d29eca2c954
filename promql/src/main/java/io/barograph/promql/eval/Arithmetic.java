package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;

/** Operators on two numbers, as Go calculates them. */
public final class Arithmetic {
  private Arithmetic() {}

  /** The result of an arithmetic operator. */
  public static double calculate(BinaryOperator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MOD -> left % right;
      case POW -> power(left, right);
      case ATAN2 -> Math.atan2(left, right);
      default -> throw new IllegalArgumentException(operator.symbol() + " is no arithmetic");
    };
  }

  /** The result of a comparison. */
  public static boolean compare(BinaryOperator operator, double left, double right) {
    return switch (operator) {
      case EQLC -> left == right;
      case NEQ -> left != right;
      case LTE -> left <= right;
      case LSS -> left < right;
      case GTE -> left >= right;
      case GTR -> left > right;
      default -> throw new IllegalArgumentException(operator.symbol() + " is no comparison");
    };
  }

  /* Java makes 1 to the power of NaN and of infinity NaN, Go 1; the same for -1 and infinity. */
  private static double power(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return Math.pow(base, exponent);
  }
}
