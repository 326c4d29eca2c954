package io.barograph.promql.parse;

import java.util.Locale;

/** What a duration expression calculates; the constants carry Prometheus's names. */
public enum DurationOperator {
  ADD("+", 4),
  SUB("-", 4),
  MUL("*", 5),
  DIV("/", 5),
  MOD("%", 5),
  POW("^", 6),
  STEP("", 0),
  RANGE("", 0),
  MIN_OF("", 0),
  MAX_OF("", 0);

  private final String operator;
  private final int precedence;

  DurationOperator(String operator, int precedence) {
    this.operator = operator;
    this.precedence = precedence;
  }

  /** The operator or the name of the function as it stands in a query. */
  public String symbol() {
    return isFunction() ? name().toLowerCase(Locale.ROOT) : operator;
  }

  /** True for {@code step()}, {@code range()}, {@code min_of(a, b)} and {@code max_of(a, b)}. */
  public boolean isFunction() {
    return operator.isEmpty();
  }

  /** How tightly an operator binds, as {@link BinaryOperator#precedence} counts it. */
  int precedence() {
    return precedence;
  }

  int rightPrecedence() {
    return this == POW ? precedence : precedence + 1;
  }

  /** The operator that stands between two durations as {@code token}, or null. */
  static DurationOperator of(TokenType token) {
    return switch (token) {
      case ADD -> ADD;
      case SUB -> SUB;
      case MUL -> MUL;
      case DIV -> DIV;
      case MOD -> MOD;
      case POW -> POW;
      default -> null;
    };
  }
}
