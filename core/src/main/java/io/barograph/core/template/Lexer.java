package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import io.barograph.core.template.Token.Type;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens. Not thread-safe. */
final class Lexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";
  private static final String TERMINATORS = ".,|:()";
  private static final int END = -1;

  /** A blank and the minus sign, or the other way round. */
  private static final int TRIM_MARKER_LENGTH = 2;

  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private int start;
  private int position;
  private int line = 1;
  private int parentheses;
  private boolean insideAction;
  private boolean done;

  private Lexer(String input) {
    this.input = input;
  }

  /** All tokens; the last one is the end or what is wrong. */
  static List<Token> tokens(String input) {
    Lexer lexer = new Lexer(input);
    while (!lexer.done) {
      if (lexer.insideAction) {
        lexer.readInsideAction();
      } else {
        lexer.readText();
      }
    }
    return lexer.tokens;
  }

  private void readText() {
    int delimiter = input.indexOf(LEFT, position);
    if (delimiter < 0) {
      position = input.length();
      emitText();
      emit(Type.END_OF_TEXT);
      done = true;
      return;
    }
    boolean trim = isLeftTrimMarker(delimiter + LEFT.length());
    position = delimiter;
    while (trim && position > start && isSpace(input.charAt(position - 1))) {
      position--;
    }
    emitText();
    position = delimiter;
    skip();
    int marker = trim ? TRIM_MARKER_LENGTH : 0;
    if (input.startsWith("/*", delimiter + LEFT.length() + marker)) {
      position += LEFT.length() + marker;
      readComment();
      return;
    }
    position += LEFT.length();
    emit(Type.LEFT_DELIMITER);
    position += marker;
    skip();
    insideAction = true;
    parentheses = 0;
  }

  private void emitText() {
    if (position > start) {
      emit(Type.TEXT);
    }
  }

  private void readComment() {
    int close = input.indexOf("*/", position + 2);
    if (close < 0) {
      fail("unclosed comment");
      return;
    }
    position = close + 2;
    boolean trim = isTrimmedRightDelimiter(position);
    if (!trim && !input.startsWith(RIGHT, position)) {
      fail("comment ends before closing delimiter");
      return;
    }
    position += RIGHT.length() + (trim ? TRIM_MARKER_LENGTH : 0);
    skipSpacesIf(trim);
  }

  private void readRightDelimiter(boolean trim) {
    if (trim) {
      position += TRIM_MARKER_LENGTH;
      skip();
    }
    position += RIGHT.length();
    emit(Type.RIGHT_DELIMITER);
    insideAction = false;
    skipSpacesIf(trim);
  }

  private void skipSpacesIf(boolean trim) {
    while (trim && position < input.length() && isSpace(input.charAt(position))) {
      position++;
    }
    skip();
  }

  private void readInsideAction() {
    boolean trim = isTrimmedRightDelimiter(position);
    if (trim || input.startsWith(RIGHT, position)) {
      if (parentheses == 0) {
        readRightDelimiter(trim);
      } else {
        fail("unclosed left paren");
      }
      return;
    }
    int c = next();
    switch (c) {
      case END -> fail("unclosed action");
      case ' ', '\t', '\r', '\n' -> readSpace();
      case '=' -> emit(Type.ASSIGN);
      case ':' -> {
        if (next() == '=') {
          emit(Type.DECLARE);
        } else {
          fail("expected :=");
        }
      }
      case '|' -> emit(Type.PIPE);
      case '"' -> readQuoted('"', Type.STRING, "unterminated quoted string");
      case '\'' -> readQuoted('\'', Type.CHARACTER_CONSTANT, "unterminated character constant");
      case '`' -> readRawQuoted();
      case '$' -> readName(Type.VARIABLE);
      case '(' -> {
        parentheses++;
        emit(Type.LEFT_PARENTHESIS);
      }
      case ')' -> {
        parentheses--;
        if (parentheses < 0) {
          fail("unexpected right paren");
        } else {
          emit(Type.RIGHT_PARENTHESIS);
        }
      }
      default -> readOther(c);
    }
  }

  private void readOther(int c) {
    boolean isDot = c == '.';
    if ((isDot && !isDigit(peek())) || (isWord(c) && !isDigit(c))) {
      if (isDot) {
        readName(Type.FIELD);
      } else {
        readWord();
      }
    } else if (isDot || c == '+' || c == '-' || isDigit(c)) {
      position--;
      readNumber();
    } else if (isWord(c)) {
      readWord();
    } else if (c > ' ' && c < 0x7F) {
      emit(Type.OTHER);
    } else {
      fail("unrecognized character in action: " + GoQuote.codePoint(c));
    }
  }

  private void readSpace() {
    while (position < input.length() && isSpace(input.charAt(position))) {
      position++;
    }
    if (isTrimmedRightDelimiter(position - 1)) {
      position--;
      if (position == start) {
        return;
      }
    }
    emit(Type.SPACE);
  }

  private void readWord() {
    skipWord();
    if (isTerminated()) {
      emit(Token.typeOfWord(input.substring(start, position)));
    } else {
      fail("bad character " + GoQuote.codePoint(peek()));
    }
  }

  /** Reads a field or a variable; alone, their first character is the dot or the root. */
  private void readName(Type type) {
    if (isTerminated()) {
      emit(type == Type.VARIABLE ? type : Type.DOT);
      return;
    }
    skipWord();
    if (isTerminated()) {
      emit(type);
    } else {
      fail("bad character " + GoQuote.codePoint(peek()));
    }
  }

  private void skipWord() {
    while (isWord(peek())) {
      next();
    }
  }

  private void readNumber() {
    accept("+-");
    String digits = "0123456789_";
    boolean decimal = true;
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        decimal = false;
      } else if (accept("oO")) {
        digits = "01234567_";
        decimal = false;
      } else if (accept("bB")) {
        digits = "01_";
        decimal = false;
      }
    }
    acceptAll(digits);
    if (accept(".")) {
      acceptAll(digits);
    }
    if (decimal && accept("eE")) {
      accept("+-");
      acceptAll("0123456789_");
    }
    if (isWord(peek())) {
      next();
      fail("bad number syntax: " + GoQuote.quote(input.substring(start, position)));
    } else {
      emit(Type.NUMBER);
    }
  }

  private void readQuoted(char quote, Type type, String complaint) {
    while (true) {
      int c = next();
      if (c == '\\') {
        c = next();
        if (c != END && c != '\n') {
          continue;
        }
      }
      if (c == END || c == '\n') {
        fail(complaint);
        return;
      }
      if (c == quote) {
        emit(type);
        return;
      }
    }
  }

  private void readRawQuoted() {
    int close = input.indexOf('`', position);
    if (close < 0) {
      fail("unterminated raw quoted string");
    } else {
      position = close + 1;
      emit(Type.RAW_STRING);
    }
  }

  private boolean isTerminated() {
    int c = peek();
    return c == END
        || isSpace(c)
        || TERMINATORS.indexOf(c) >= 0
        || input.startsWith(RIGHT, position);
  }

  private boolean isLeftTrimMarker(int at) {
    return at + 1 < input.length() && input.charAt(at) == '-' && isSpace(input.charAt(at + 1));
  }

  private boolean isTrimmedRightDelimiter(int at) {
    return at < input.length()
        && isSpace(input.charAt(at))
        && input.startsWith("-" + RIGHT, at + 1);
  }

  private boolean accept(String some) {
    if (peek() != END && some.indexOf(peek()) >= 0) {
      position++;
      return true;
    }
    return false;
  }

  private void acceptAll(String some) {
    boolean more = true;
    while (more) {
      more = accept(some);
    }
  }

  private int peek() {
    return position < input.length() ? input.codePointAt(position) : END;
  }

  private int next() {
    int c = peek();
    position += c == END ? 0 : Character.charCount(c);
    return c;
  }

  private void emit(Type type) {
    tokens.add(new Token(type, start, input.substring(start, position), line));
    skip();
  }

  private void fail(String reason) {
    tokens.add(new Token(Type.ERROR, start, reason, line));
    done = true;
  }

  /** Lets the next token start here. */
  private void skip() {
    for (int i = start; i < position; i++) {
      line += input.charAt(i) == '\n' ? 1 : 0;
    }
    start = position;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(int c) {
    return c == '_' || (c != END && Character.isLetterOrDigit(c));
  }
}
