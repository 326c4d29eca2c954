package io.barograph.promql.parse;

import io.barograph.promql.parse.Expr.DurationExpr;
import io.barograph.promql.parse.Expr.NumberLiteral;
import java.time.Duration;
import java.util.Optional;

/** Reads durations: the width and step in brackets, and what follows {@code offset}. */
final class DurationParser {
  /** The least and greatest number of seconds that fit in 64 bits of nanoseconds. */
  private static final double MAX_SECONDS = 0x1p63 / 1e9;

  private static final int SIGN_PRECEDENCE = DurationOperator.MUL.precedence();

  private final TokenStream tokens;
  private final NestingBound nesting;

  DurationParser(TokenStream tokens, NestingBound nesting) {
    this.tokens = tokens;
    this.nesting = nesting;
  }

  /** A number or duration as an expression of its own, of any size. */
  NumberLiteral literal() {
    while (true) {
      switch (tokens.peek()) {
        case NUMBER -> {
          return number(tokens.take());
        }
        case DURATION -> {
          return duration(tokens.take());
        }
        default -> tokens.reject();
      }
    }
  }

  /** The value of a number or duration with or without a sign. */
  double signedNumber() {
    switch (tokens.peek()) {
      case ADD, SUB -> {
        boolean negative = tokens.take().type() == TokenType.SUB;
        double value = literal().value();
        return negative ? -value : value;
      }
      default -> {
        return literal().value();
      }
    }
  }

  /** The calculation in brackets; a literal must be greater than zero. */
  Expr positive() {
    Expr duration = expression(0);
    if (duration instanceof NumberLiteral literal && literal.value() <= 0) {
      tokens.report(literal.range(), "duration must be greater than 0");
      return zero();
    }
    return duration;
  }

  /**
   * What follows {@code offset}: an operator behind a literal or function belongs to the selector,
   * behind parentheses to the offset.
   */
  Expr offset() {
    while (true) {
      switch (tokens.peek()) {
        case NUMBER, DURATION -> {
          return inRange(literal());
        }
        case STEP, RANGE, MIN_OF, MAX_OF -> {
          return function();
        }
        case ADD, SUB -> {
          return signedOffset(tokens.take());
        }
        case LEFT_PAREN -> {
          return operators(parenthesised(), 0);
        }
        default -> tokens.reject();
      }
    }
  }

  private Expr signedOffset(Token sign) {
    while (true) {
      switch (tokens.peek()) {
        case NUMBER, DURATION -> {
          return signed(sign, literal());
        }
        case STEP, RANGE, MIN_OF, MAX_OF -> {
          DurationExpr function = function();
          int end = function.right().map(last -> last.range().end()).orElse(0);
          return signedBy(sign, function, end);
        }
        case LEFT_PAREN -> {
          tokens.take();
          Expr inner = nesting.enter(() -> expression(0));
          tokens.take(TokenType.RIGHT_PAREN);
          DurationExpr wrapped = wrap(inner, inner.range());
          return sign.type() == TokenType.SUB ? signedBy(sign, wrapped, 0) : wrapped;
        }
        case ADD, SUB -> {
          Token inner = tokens.take();
          return operators(signed(sign, signedOperand(inner)), 0);
        }
        default -> tokens.reject();
      }
    }
  }

  private Expr expression(int minPrecedence) {
    return operators(operand(), minPrecedence);
  }

  private Expr operators(Expr first, int minPrecedence) {
    Expr left = first;
    while (true) {
      DurationOperator operator = DurationOperator.of(tokens.peek());
      if (operator == null || operator.precedence() < minPrecedence) {
        return left;
      }
      int leftHeight = nesting.height();
      Token token = tokens.take();
      Expr right = nesting.enter(() -> expression(operator.rightPrecedence()));
      nesting.join(leftHeight);
      left = binary(operator, token, left, right);
    }
  }

  private Expr binary(DurationOperator operator, Token token, Expr left, Expr right) {
    boolean divides = operator == DurationOperator.DIV || operator == DurationOperator.MOD;
    if (divides && right instanceof NumberLiteral literal && literal.value() == 0) {
      tokens.report(
          token.range(), operator == DurationOperator.DIV ? "division by zero" : "modulo by zero");
      return zero();
    }
    return new DurationExpr(operator, Optional.of(left), Optional.of(right), false, 0, 0);
  }

  private Expr operand() {
    while (true) {
      switch (tokens.peek()) {
        case NUMBER, DURATION -> {
          nesting.leaf();
          return inRange(literal());
        }
        case STEP, RANGE, MIN_OF, MAX_OF -> {
          return function();
        }
        case ADD, SUB -> {
          return signedOperand(tokens.take());
        }
        case LEFT_PAREN -> {
          return parenthesised();
        }
        default -> tokens.reject();
      }
    }
  }

  private Expr signedOperand(Token sign) {
    return signed(sign, nesting.enter(() -> expression(SIGN_PRECEDENCE + 1)));
  }

  private Expr parenthesised() {
    Token open = tokens.take();
    Expr inner = nesting.enter(() -> expression(0));
    Token close = tokens.take(TokenType.RIGHT_PAREN);
    return wrap(inner, PositionRange.merge(open.range(), close.range()));
  }

  /** Marks a calculation as parenthesised; a literal becomes one by a plus before it. */
  private static DurationExpr wrap(Expr inner, PositionRange range) {
    return inner instanceof DurationExpr calculation
        ? calculation.wrapped()
        : new DurationExpr(
            DurationOperator.ADD,
            Optional.empty(),
            Optional.of(inner),
            true,
            range.start(),
            range.end());
  }

  private Expr signed(Token sign, Expr operand) {
    boolean negative = sign.type() == TokenType.SUB;
    if (!(operand instanceof NumberLiteral literal)) {
      return negative ? signedBy(sign, (DurationExpr) operand, 0) : operand;
    }
    double value = negative ? -literal.value() : literal.value();
    if (isOutOfRange(value)) {
      tokens.report(sign.range(), "duration out of range");
      return zero();
    }
    return new NumberLiteral(
        value, literal.isDuration(), literal.range().from(sign.range().start()));
  }

  private static DurationExpr signedBy(Token sign, DurationExpr operand, int end) {
    return new DurationExpr(
        sign.type() == TokenType.SUB ? DurationOperator.SUB : DurationOperator.ADD,
        Optional.empty(),
        Optional.of(operand),
        false,
        sign.range().start(),
        end);
  }

  private DurationExpr function() {
    Token name = tokens.take();
    DurationOperator operator = DurationOperator.valueOf(name.type().name());
    tokens.take(TokenType.LEFT_PAREN);
    Optional<Expr> first = Optional.empty();
    Optional<Expr> second = Optional.empty();
    if (operator == DurationOperator.MIN_OF || operator == DurationOperator.MAX_OF) {
      first = Optional.of(nesting.enter(() -> expression(0)));
      int height = nesting.height();
      tokens.take(TokenType.COMMA);
      second = Optional.of(nesting.enter(() -> expression(0)));
      nesting.join(height - 1);
    } else {
      nesting.leaf();
    }
    int end = tokens.take(TokenType.RIGHT_PAREN).range().end();
    return new DurationExpr(operator, first, second, false, name.range().start(), end);
  }

  private NumberLiteral number(Token token) {
    double value = 0;
    try {
      value = Literals.number(token.text());
    } catch (NumberFormatException invalid) {
      tokens.report(token.range(), "error parsing number: " + invalid.getMessage());
    }
    return new NumberLiteral(value, false, token.range());
  }

  private NumberLiteral duration(Token token) {
    Duration duration = Duration.ZERO;
    try {
      duration = Durations.parse(token.text());
    } catch (IllegalArgumentException invalid) {
      tokens.report(token.range(), invalid.getMessage());
    }
    return new NumberLiteral(duration.toMillis() / 1e3, true, token.range());
  }

  private NumberLiteral inRange(NumberLiteral literal) {
    if (isOutOfRange(literal.value())) {
      tokens.report(literal.range(), "duration out of range");
      return zero();
    }
    return literal;
  }

  private static boolean isOutOfRange(double seconds) {
    return Math.abs(seconds) > MAX_SECONDS;
  }

  private static NumberLiteral zero() {
    return new NumberLiteral(0, false, PositionRange.NONE);
  }

  /** The time that a literal means; zero for a calculation. */
  static Duration toDuration(Expr expr) {
    return expr instanceof NumberLiteral literal
        ? Duration.ofNanos(Math.round(literal.value() * 1e9))
        : Duration.ZERO;
  }
}
