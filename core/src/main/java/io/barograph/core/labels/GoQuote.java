package io.barograph.core.labels;

/**
 * Text between quotes as Go's {@code %q} writes it, which is how Prometheus and Alertmanager write
 * labels in keys and messages.
 *
 * <p>A byte {@code 0x80} to {@code 0xFF} that is part of no valid UTF-8 stands in Java text as the
 * lone surrogate {@code U+DC80} to {@code U+DCFF}.
 */
public final class GoQuote {
  /** What stands for a character that is none. */
  private static final int INVALID = 0xFFFD;

  private GoQuote() {}

  /** The text between double quotes. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> appendEscaped(quoted, c, '"'));
    return quoted.append('"').toString();
  }

  /** The character between single quotes. */
  public static String quote(int character) {
    int c = Character.isValidCodePoint(character) ? character : INVALID;
    StringBuilder quoted = new StringBuilder("'");
    appendEscaped(quoted, c, '\'');
    return quoted.append('\'').toString();
  }

  private static void appendEscaped(StringBuilder out, int c, char quote) {
    switch (c) {
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0B -> out.append("\\v");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (c >= 0xDC80 && c <= 0xDCFF) {
          out.append("\\x%02x".formatted(c & 0xFF));
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append("\\x%02x".formatted(c));
        } else {
          out.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
        }
      }
    }
  }

  /** True for letters, marks, numbers, punctuation, symbols and the ASCII space. */
  public static boolean isPrintable(int c) {
    if (c < 0x80) {
      return c >= ' ' && c < 0x7F;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
