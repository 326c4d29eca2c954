package io.barograph.core.rulepack;

/** Bounds that the records of the topic of rules share. */
final class Checks {
  /** The longest name, in characters. */
  static final int MAX_NAME = 100;

  /** The longest author, in characters. */
  static final int MAX_AUTHOR = 200;

  /** The longest comment, in characters. */
  static final int MAX_COMMENT = 2_000;

  private Checks() {}

  static void name(String field, String name) {
    boolean isPlain = !name.isEmpty() && name.length() <= MAX_NAME;
    for (int i = 0; isPlain && i < name.length(); i++) {
      char c = name.charAt(i);
      isPlain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }
    if (!isPlain) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d letters, digits, dots, hyphens or underscores of ASCII, was \"%s\""
              .formatted(field, MAX_NAME, name));
    }
  }

  static void atLeast(String field, long number, long least) {
    if (number < least) {
      throw new IllegalArgumentException(
          "%s must be >= %d, was %d".formatted(field, least, number));
    }
  }

  static void author(String author) {
    atMost("author", author, MAX_AUTHOR);
  }

  static void comment(String comment) {
    atMost("comment", comment, MAX_COMMENT);
  }

  private static void atMost(String field, String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, had %d".formatted(field, most, text.length()));
    }
  }
}
