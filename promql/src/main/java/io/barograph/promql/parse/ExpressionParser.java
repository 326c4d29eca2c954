package io.barograph.promql.parse;

import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.DurationExpr;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.TokenStream.Abort;
import io.barograph.promql.parse.TokenStream.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads expressions by the precedence of their operators (a Pratt parser).
 *
 * <p>Each method that catches a {@link Rejection} is a state of Prometheus's grammar that names
 * what it expected.
 */
final class ExpressionParser {
  private static final String DURATIONS = "number, duration, step(), or range()";

  private final TokenStream tokens;
  private final NestingBound nesting;
  private final DurationParser durations;
  private final SelectorParser selectors;
  private final GroupingParser groupings;
  private final TimeModifierParser modifiers;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    this.nesting = new NestingBound(tokens);
    this.durations = new DurationParser(tokens, nesting);
    this.selectors = new SelectorParser(tokens);
    this.groupings = new GroupingParser(tokens);
    this.modifiers = new TimeModifierParser(tokens, durations);
  }

  /** The whole query; null if nothing can be made of it, which is reported. */
  Expr parse() {
    Expr expr = null;
    try {
      while (true) {
        try {
          if (expr == null && tokens.peek() == TokenType.EOF) {
            tokens.report(PositionRange.NONE, "no expression found in input");
            return null;
          }
          if (expr == null) {
            expr = expression(0);
          }
          while (tokens.peek() != TokenType.EOF && tokens.peek() != TokenType.END) {
            tokens.reject();
          }
          return expr;
        } catch (Rejection misfit) {
          tokens.unexpected("", "");
          expr = expr == null ? missing() : expr;
        }
      }
    } catch (Abort impossible) {
      return expr;
    }
  }

  private Expr expression(int minPrecedence) {
    return continued(operand(), minPrecedence);
  }

  /** The expression that starts with {@code first}, up to an operator of lesser precedence. */
  private Expr continued(Expr first, int minPrecedence) {
    Expr left = first;
    while (true) {
      switch (tokens.peek()) {
        case LEFT_BRACKET -> {
          left = bracketed(left, tokens.take());
          nesting.join(nesting.height());
        }
        case OFFSET -> left = modifiers.offset(left);
        case AT -> left = modifiers.at(left);
        case ANCHORED, SMOOTHED -> left = modifiers.edges(left, tokens.take().type());
        default -> {
          BinaryOperator operator = BinaryOperator.of(tokens.peek());
          if (operator == null || operator.precedence() < minPrecedence) {
            return left;
          }
          left = binary(left, operator);
        }
      }
    }
  }

  private Expr binary(Expr left, BinaryOperator operator) {
    int leftHeight = nesting.height();
    tokens.take();
    boolean returnsBool = tokens.peek() == TokenType.BOOL;
    if (returnsBool) {
      tokens.take();
    }
    VectorMatching matching = groupings.matching(durations);
    Expr right = nesting.enter(() -> expression(operator.rightPrecedence()));
    nesting.join(leftHeight);
    return new BinaryExpr(operator, left, right, Optional.of(matching), returnsBool);
  }

  private Expr operand() {
    while (true) {
      TokenType type = tokens.peek();
      nesting.leaf();
      switch (type) {
        case NUMBER, DURATION -> {
          return durations.literal();
        }
        case STRING -> {
          Token token = tokens.take();
          return new StringLiteral(Literals.unquote(token.text()), token.range());
        }
        case ADD, SUB -> {
          return signed(tokens.take());
        }
        case LEFT_PAREN -> {
          return parenthesised(tokens.take());
        }
        case LEFT_BRACE -> {
          return selectors.selector(null);
        }
        default -> {
          if (type.isMetricName()) {
            return startingWith(tokens.take());
          }
          tokens.reject();
        }
      }
    }
  }

  /** What starts with a word: an aggregation, a call or a selector, as the next token says. */
  private Expr startingWith(Token word) {
    TokenType type = word.type();
    TokenType next = tokens.peek();
    boolean groups = next == TokenType.BY || next == TokenType.WITHOUT;
    if (type.isAggregator() && (groups || next == TokenType.LEFT_PAREN)) {
      return aggregation(word);
    }
    boolean callable =
        type == TokenType.IDENTIFIER || type.group() == TokenType.Group.TIME_FUNCTION;
    if (callable && next == TokenType.LEFT_PAREN) {
      return call(word);
    }
    return selectors.selector(word);
  }

  private Expr signed(Token sign) {
    boolean negative = sign.type() == TokenType.SUB;
    Expr operand = nesting.enter(() -> expression(BinaryOperator.POW.precedence()));
    PositionRange range = operand.range().from(sign.range().start());
    if (operand instanceof NumberLiteral literal) {
      double value = negative ? -literal.value() : literal.value();
      return new NumberLiteral(value, literal.isDuration(), range);
    }
    return new UnaryExpr(negative, operand, range);
  }

  private Expr parenthesised(Token open) {
    Expr inner = nesting.enter(() -> expression(0));
    while (tokens.peek() != TokenType.RIGHT_PAREN) {
      tokens.reject();
      inner = continued(inner, 0);
    }
    return new ParenExpr(inner, PositionRange.merge(open.range(), tokens.take().range()));
  }

  private Expr call(Token name) {
    List<Expr> arguments = arguments();
    Optional<Function> function = Functions.find(name.text());
    if (function.isEmpty()) {
      tokens.report(name.range(), "unknown function with name " + GoText.quote(name.text()));
    }
    return new Call(
        function.orElseGet(() -> Function.unknown(name.text())),
        arguments,
        new PositionRange(name.range().start(), tokens.lastClosing()));
  }

  private List<Expr> arguments() {
    tokens.take(TokenType.LEFT_PAREN);
    List<Expr> arguments = new ArrayList<>();
    int height = 0;
    if (tokens.peek() != TokenType.RIGHT_PAREN) {
      arguments.add(nesting.enter(() -> expression(0)));
      height = nesting.height();
    }
    while (tokens.peek() != TokenType.RIGHT_PAREN) {
      if (tokens.peek() != TokenType.COMMA) {
        tokens.reject();
        continue;
      }
      Token comma = tokens.take();
      if (startsExpression(tokens.peek())) {
        arguments.add(nesting.enter(() -> expression(0)));
        height = Math.max(height, nesting.height());
      } else {
        tokens.report(comma.range(), "trailing commas not allowed in function call args");
      }
    }
    tokens.take();
    nesting.leaf();
    nesting.join(height - 1);
    return arguments;
  }

  private static boolean startsExpression(TokenType type) {
    return switch (type) {
      case NUMBER, DURATION, STRING, ADD, SUB, LEFT_PAREN, LEFT_BRACE -> true;
      default -> type.isMetricName();
    };
  }

  private Expr aggregation(Token operator) {
    Grouping grouping = Grouping.NONE;
    List<Expr> arguments = List.of();
    int end;
    try {
      boolean groupedFirst = tokens.peek() != TokenType.LEFT_PAREN;
      if (groupedFirst) {
        grouping = groupings.clause();
      }
      arguments = arguments();
      end = tokens.lastClosing();
      boolean groups = tokens.peek() == TokenType.BY || tokens.peek() == TokenType.WITHOUT;
      if (!groupedFirst && groups) {
        grouping = groupings.clause();
        end = tokens.lastClosing();
      }
    } catch (Rejection misfit) {
      tokens.unexpected("aggregation", "");
      grouping = Grouping.NONE;
      arguments = List.of();
      end = tokens.lastClosing();
    }
    return aggregate(
        operator, arguments, grouping, new PositionRange(operator.range().start(), end));
  }

  private Expr aggregate(
      Token operator, List<Expr> arguments, Grouping grouping, PositionRange range) {
    Aggregation aggregation = Aggregation.valueOf(operator.type().name());
    int expected = aggregation.takesParameter() ? 2 : 1;
    if (arguments.isEmpty()) {
      tokens.report(range, "no arguments for aggregate expression provided");
    } else if (arguments.size() != expected) {
      tokens.report(
          range,
          "wrong number of arguments for aggregate expression provided, expected %d, got %d"
              .formatted(expected, arguments.size()));
    }
    boolean complete = arguments.size() == expected;
    return new AggregateExpr(
        aggregation,
        complete ? arguments.get(expected - 1) : missing(),
        complete && expected == 2 ? Optional.of(arguments.get(0)) : Optional.empty(),
        grouping.labels(),
        grouping.without(),
        range);
  }

  /** A range selector or sub-query over {@code operand}, whose bracket has been taken. */
  private Expr bracketed(Expr operand, Token open) {
    int height = nesting.height();
    Expr width;
    try {
      width = durations.positive();
    } catch (Rejection misfit) {
      tokens.unexpected("subquery or range selector", DURATIONS);
      return operand;
    } finally {
      nesting.join(height - 1);
    }
    while (true) {
      switch (tokens.peek()) {
        case RIGHT_BRACKET -> {
          return matrix(operand, open, width, tokens.take());
        }
        case COLON -> {
          tokens.take();
          return subquery(operand, width);
        }
        default -> {
          if (!tokens.discard()) {
            tokens.unexpected("subquery or range", "\":\" or \"]\"");
            return operand;
          }
        }
      }
    }
  }

  private Expr matrix(Expr operand, Token open, Expr width, Token close) {
    String misfit = null;
    if (!(operand instanceof VectorSelector selector)) {
      misfit = "ranges only allowed for vector selectors";
    } else if (selector.time().hasOffset()) {
      misfit = "no offset modifiers allowed before range";
    } else if (selector.time().isFixed()) {
      misfit = "no @ modifiers allowed before range";
    }
    if (misfit != null) {
      tokens.report(PositionRange.merge(open.range(), close.range()), misfit);
    }
    return new MatrixSelector(
        operand,
        DurationParser.toDuration(width),
        calculation(width),
        PositionRange.merge(operand.range(), close.range()));
  }

  private Expr subquery(Expr operand, Expr width) {
    Expr step = null;
    if (tokens.peek() != TokenType.RIGHT_BRACKET) {
      int height = nesting.height();
      try {
        step = durations.positive();
      } catch (Rejection misfit) {
        tokens.unexpected("subquery selector", "number, duration, step(), range(), or \"]\"");
        return operand;
      } finally {
        nesting.join(height - 1);
      }
    }
    while (tokens.peek() != TokenType.RIGHT_BRACKET) {
      if (!tokens.discard()) {
        tokens.unexpected("subquery selector", "\"]\"");
        return operand;
      }
    }
    return new SubqueryExpr(
        operand,
        DurationParser.toDuration(width),
        calculation(width),
        step == null ? Duration.ZERO : DurationParser.toDuration(step),
        step == null ? Optional.empty() : calculation(step),
        TimeModifiers.NONE,
        PositionRange.merge(operand.range(), tokens.take().range()));
  }

  private static Optional<DurationExpr> calculation(Expr duration) {
    return duration instanceof DurationExpr calculation
        ? Optional.of(calculation)
        : Optional.empty();
  }

  /** What stands for an operand that could not be read. */
  private static Expr missing() {
    return new NumberLiteral(0, false, PositionRange.NONE);
  }
}
