package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import io.barograph.core.template.Token.Type;
import java.util.List;

/** A place among the tokens of a template. Not thread-safe. */
final class TokenCursor {
  private final String template;
  private final List<Token> tokens;
  private int next;

  /**
   * At the first token.
   *
   * @param template what the text is called in messages
   * @param tokens the last of them ends the text and is repeated beyond it
   */
  TokenCursor(String template, List<Token> tokens) {
    this.template = template;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(Math.min(next, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    next++;
    return token;
  }

  Token peekPastSpace() {
    while (peek().type() == Type.SPACE) {
      next++;
    }
    return peek();
  }

  Token nextPastSpace() {
    peekPastSpace();
    return next();
  }

  /** Goes one token back. */
  void back() {
    next--;
  }

  /** The place, for {@link #returnTo}. */
  int position() {
    return next;
  }

  void returnTo(int position) {
    next = position;
  }

  void expectRightDelimiter(String context) throws TemplateException {
    Token token = nextPastSpace();
    if (token.type() != Type.RIGHT_DELIMITER) {
      throw unexpected(token, context);
    }
  }

  /** The name of a template, which {@code token} must be. */
  String templateName(Token token, String context) throws TemplateException {
    if (token.type() != Type.STRING && token.type() != Type.RAW_STRING) {
      throw unexpected(token, context);
    }
    return unquote(token.text());
  }

  String unquote(String quoted) throws TemplateException {
    try {
      return GoQuote.unquote(quoted);
    } catch (NumberFormatException invalid) {
      throw failure(invalid.getMessage());
    }
  }

  TemplateException unexpected(Token token, String context) {
    return token.type() == Type.ERROR
        ? failure(token.text())
        : failure("unexpected %s in %s".formatted(token, context));
  }

  /** What is wrong at the token that was read last. */
  TemplateException failure(String reason) {
    int last = Math.max(0, Math.min(next, tokens.size()) - 1);
    return new TemplateException(template, tokens.get(last).line(), reason);
  }
}
