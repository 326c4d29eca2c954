package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import java.util.Map;

/**
 * A piece of a template.
 *
 * @param position where it starts, in characters
 * @param text the characters, or what is wrong with them
 * @param line counted from 1
 */
record Token(Type type, int position, String text, int line) {
  enum Type {
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    ASSIGN,
    DECLARE,
    PIPE,
    STRING,
    RAW_STRING,
    CHARACTER_CONSTANT,
    NUMBER,
    VARIABLE,
    FIELD,
    IDENTIFIER,
    BOOL,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    OTHER,
    ERROR,
    END_OF_TEXT,
    DOT,
    NIL,
    BLOCK,
    BREAK,
    CONTINUE,
    DEFINE,
    ELSE,
    END,
    IF,
    RANGE,
    TEMPLATE,
    WITH;

    /** True if a token of this type can begin an operand. */
    boolean startsOperand() {
      return switch (this) {
        case BOOL,
            CHARACTER_CONSTANT,
            DOT,
            FIELD,
            IDENTIFIER,
            NUMBER,
            NIL,
            RAW_STRING,
            STRING,
            VARIABLE,
            LEFT_PARENTHESIS ->
            true;
        default -> false;
      };
    }
  }

  private static final Map<String, Type> KEYWORDS =
      Map.ofEntries(
          Map.entry("block", Type.BLOCK),
          Map.entry("break", Type.BREAK),
          Map.entry("continue", Type.CONTINUE),
          Map.entry("define", Type.DEFINE),
          Map.entry("else", Type.ELSE),
          Map.entry("end", Type.END),
          Map.entry("if", Type.IF),
          Map.entry("nil", Type.NIL),
          Map.entry("range", Type.RANGE),
          Map.entry("template", Type.TEMPLATE),
          Map.entry("with", Type.WITH),
          Map.entry("true", Type.BOOL),
          Map.entry("false", Type.BOOL));

  /** What a word is. */
  static Type typeOfWord(String word) {
    return KEYWORDS.getOrDefault(word, Type.IDENTIFIER);
  }

  /** The token as a message shows it. */
  @Override
  public String toString() {
    if (type == Type.END_OF_TEXT) {
      return "EOF";
    }
    if (type == Type.ERROR) {
      return text;
    }
    if (type.compareTo(Type.DOT) >= 0) {
      return "<" + text + ">";
    }
    if (text.length() > 10) {
      return GoQuote.quote(text.substring(0, 10)) + "...";
    }
    return GoQuote.quote(text);
  }
}
