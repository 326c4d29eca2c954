package io.barograph.promql.parse;

/** Reads quoted strings character by character. */
final class StringScanner {
  private StringScanner() {}

  /** Reads up to the closing {@code quote}; answers what is wrong, or null. */
  static String quoted(InputCursor in, int quote) {
    while (true) {
      int c = in.next();
      if (c == quote) {
        return null;
      }
      switch (c) {
        case '\\' -> {
          String complaint = scanEscape(in, quote);
          if (complaint != null) {
            return complaint;
          }
        }
        case GoText.INVALID -> {
          return "invalid UTF-8 rune";
        }
        case InputCursor.END, '\n' -> {
          return "unterminated quoted string";
        }
        default -> {}
      }
    }
  }

  /** Reads up to the closing back quote; answers what is wrong, or null. */
  static String rawQuoted(InputCursor in) {
    while (true) {
      switch (in.next()) {
        case '`' -> {
          return null;
        }
        case GoText.INVALID -> {
          return "invalid UTF-8 rune";
        }
        case InputCursor.END -> {
          return "unterminated raw string";
        }
        default -> {}
      }
    }
  }

  /** Reads the rest of an escape sequence; answers what is wrong with it, or null. */
  private static String scanEscape(InputCursor in, int quote) {
    int c = in.next();
    if (c == quote) {
      return null;
    }
    return switch (c) {
      case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> null;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> scanCode(in, c, 3, 8, 255);
      case 'x' -> scanCode(in, in.next(), 2, 16, 255);
      case 'u' -> scanCode(in, in.next(), 4, 16, Character.MAX_CODE_POINT);
      case 'U' -> scanCode(in, in.next(), 8, 16, Character.MAX_CODE_POINT);
      case InputCursor.END -> "escape sequence not terminated";
      default -> "unknown escape sequence " + GoText.codePoint(c);
    };
  }

  private static String scanCode(InputCursor in, int first, int length, int radix, int greatest) {
    int c = first;
    long code = 0;
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        c = in.next();
      }
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (c == InputCursor.END) {
        return "escape sequence not terminated";
      }
      if (digit < 0) {
        return "illegal character " + GoText.codePoint(c) + " in escape sequence";
      }
      code = code * radix + digit;
    }
    boolean surrogate = code >= 0xD800 && code < 0xE000;
    return code > greatest || surrogate ? "escape sequence is an invalid Unicode code point" : null;
  }
}
