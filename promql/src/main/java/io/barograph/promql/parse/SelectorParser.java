package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.EdgeMode;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/** Reads vector selectors: a metric name, matchers in braces, or both. */
final class SelectorParser {
  private static final String CONTEXT = "label matching";

  private final TokenStream tokens;

  SelectorParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** The selector that starts with {@code name}, or with a brace where that is null. */
  VectorSelector selector(Token name) {
    List<LabelMatcher> matchers = new ArrayList<>();
    PositionRange range = name == null ? null : name.range();
    if (tokens.peek() == TokenType.LEFT_BRACE) {
      PositionRange braces = braces(matchers);
      range = name == null ? braces : PositionRange.merge(range, braces);
    }
    String metric = name == null ? "" : name.text();
    if (name != null) {
      matchers.add(LabelMatcher.equal(Labels.METRIC_NAME, metric));
    }
    return new VectorSelector(metric, matchers, TimeModifiers.NONE, EdgeMode.PLAIN, false, range);
  }

  private PositionRange braces(List<LabelMatcher> matchers) {
    Token open = tokens.take();
    if (tokens.peek() == TokenType.RIGHT_BRACE) {
      return PositionRange.merge(open.range(), tokens.take().range());
    }
    matcher(matchers);
    while (true) {
      switch (tokens.peek()) {
        case RIGHT_BRACE -> {
          return PositionRange.merge(open.range(), tokens.take().range());
        }
        case COMMA -> {
          tokens.take();
          if (tokens.peek() != TokenType.RIGHT_BRACE) {
            matcher(matchers);
          }
        }
        default -> {
          if (!tokens.discard()) {
            tokens.unexpected(CONTEXT, "\",\" or \"}\"");
          }
        }
      }
    }
  }

  /** Reads one matcher and adds it, unless it is faulty, which is reported. */
  private void matcher(List<LabelMatcher> matchers) {
    while (true) {
      switch (tokens.peek()) {
        case STRING -> {
          Token token = tokens.take();
          String name = Literals.unquote(token.text());
          if (isOperator(tokens.peek())) {
            comparison(name, token, matchers);
          } else {
            matchers.add(LabelMatcher.equal(Labels.METRIC_NAME, name));
          }
          return;
        }
        case IDENTIFIER -> {
          labelled(tokens.take(), matchers);
          return;
        }
        default -> {
          if (!tokens.discard()) {
            tokens.unexpected(CONTEXT, "identifier or \"}\"");
            return;
          }
        }
      }
    }
  }

  private void labelled(Token label, List<LabelMatcher> matchers) {
    while (!isOperator(tokens.peek())) {
      if (!tokens.discard()) {
        tokens.unexpected(CONTEXT, "label matching operator");
        return;
      }
    }
    comparison(label.text(), label, matchers);
  }

  private void comparison(String name, Token label, List<LabelMatcher> matchers) {
    LabelMatcher.Type type =
        switch (tokens.take().type()) {
          case NEQ -> LabelMatcher.Type.NOT_EQUAL;
          case EQL_REGEX -> LabelMatcher.Type.REGEX;
          case NEQ_REGEX -> LabelMatcher.Type.NOT_REGEX;
          default -> LabelMatcher.Type.EQUAL;
        };
    while (tokens.peek() != TokenType.STRING) {
      if (!tokens.discard()) {
        tokens.unexpected(CONTEXT, "string");
        return;
      }
    }
    Token value = tokens.take();
    try {
      matchers.add(LabelMatcher.of(type, name, Literals.unquote(value.text())));
    } catch (IllegalArgumentException invalidRegex) {
      tokens.report(PositionRange.merge(label.range(), value.range()), invalidRegex.getMessage());
    }
  }

  private static boolean isOperator(TokenType type) {
    return switch (type) {
      case EQL, NEQ, EQL_REGEX, NEQ_REGEX -> true;
      default -> false;
    };
  }
}
