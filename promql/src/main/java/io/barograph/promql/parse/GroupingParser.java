package io.barograph.promql.parse;

import io.barograph.promql.parse.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the label lists of aggregations and of vector matching. */
final class GroupingParser {
  private static final String CONTEXT = "grouping opts";

  private final TokenStream tokens;

  GroupingParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** The clause whose {@code by} or {@code without} is next. */
  Grouping clause() {
    boolean without = tokens.take().type() == TokenType.WITHOUT;
    return new Grouping(labels(), without);
  }

  /** The modifiers behind an operator; the default where there are none. */
  VectorMatching matching(DurationParser durations) {
    VectorMatching matching = VectorMatching.DEFAULT;
    if (tokens.peek() == TokenType.ON || tokens.peek() == TokenType.IGNORING) {
      boolean on = tokens.take().type() == TokenType.ON;
      matching = matching.withLabels(on, labels());
      if (tokens.peek() == TokenType.GROUP_LEFT || tokens.peek() == TokenType.GROUP_RIGHT) {
        boolean left = tokens.take().type() == TokenType.GROUP_LEFT;
        Optional<List<String>> include =
            tokens.peek() == TokenType.LEFT_PAREN ? labels() : Optional.empty();
        matching =
            matching.withGroup(left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY, include);
      }
    }
    switch (tokens.peek()) {
      case FILL -> {
        tokens.take();
        double value = fillValue(durations);
        return matching.withFillLeft(value).withFillRight(value);
      }
      case FILL_LEFT -> {
        tokens.take();
        matching = matching.withFillLeft(fillValue(durations));
        if (tokens.peek() == TokenType.FILL_RIGHT) {
          tokens.take();
          matching = matching.withFillRight(fillValue(durations));
        }
      }
      case FILL_RIGHT -> {
        tokens.take();
        matching = matching.withFillRight(fillValue(durations));
        if (tokens.peek() == TokenType.FILL_LEFT) {
          tokens.take();
          matching = matching.withFillLeft(fillValue(durations));
        }
      }
      default -> {}
    }
    return matching;
  }

  private double fillValue(DurationParser durations) {
    tokens.take(TokenType.LEFT_PAREN);
    double value = durations.signedNumber();
    tokens.take(TokenType.RIGHT_PAREN);
    return value;
  }

  /** The labels in parentheses; absent where there are no parentheses, which is reported. */
  private Optional<List<String>> labels() {
    while (tokens.peek() != TokenType.LEFT_PAREN) {
      if (!tokens.discard()) {
        tokens.unexpected(CONTEXT, "\"(\"");
        return Optional.empty();
      }
    }
    tokens.take();
    List<String> labels = new ArrayList<>();
    if (tokens.peek() == TokenType.RIGHT_PAREN) {
      tokens.take();
      return Optional.of(labels);
    }
    labels.add(label());
    while (true) {
      switch (tokens.peek()) {
        case RIGHT_PAREN -> {
          tokens.take();
          return Optional.of(labels);
        }
        case COMMA -> {
          tokens.take();
          if (tokens.peek() != TokenType.RIGHT_PAREN) {
            labels.add(label());
          }
        }
        default -> {
          if (!tokens.discard()) {
            tokens.unexpected(CONTEXT, "\",\" or \")\"");
          }
        }
      }
    }
  }

  private String label() {
    while (true) {
      TokenType type = tokens.peek();
      if (type == TokenType.STRING) {
        Token token = tokens.take();
        String name = Literals.unquote(token.text());
        if (!isLabelName(name)) {
          tokens.report(token.range(), "invalid label name for grouping: " + GoText.quote(name));
        }
        return name;
      }
      if (type.isGroupingLabel()) {
        return tokens.take().text();
      }
      if (!tokens.discard()) {
        tokens.unexpected(CONTEXT, "label");
        return "";
      }
    }
  }

  private static boolean isLabelName(String name) {
    return !name.isEmpty() && name.codePoints().noneMatch(c -> c >= 0xDC80 && c <= 0xDCFF);
  }
}
