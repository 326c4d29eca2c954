package io.barograph.core.labels;

import java.nio.charset.StandardCharsets;

/**
 * Texts and characters in quotes as Go writes (its {@code %q}) and reads them, which is how
 * Prometheus and Alertmanager write labels in keys and messages.
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
    return quote(text, '"', false);
  }

  /**
   * The text in quotes.
   *
   * @param asciiOnly true to escape every character outside ASCII
   */
  public static String quote(String text, char quote, boolean asciiOnly) {
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> appendEscaped(quoted, c, quote, asciiOnly));
    return quoted.append(quote).toString();
  }

  /** The character between single quotes. */
  public static String quote(int character) {
    int c = Character.isValidCodePoint(character) ? character : INVALID;
    return quote(Character.toString(c), '\'', false);
  }

  /** True if the text can stand between back quotes. */
  public static boolean canBackquote(String text) {
    return text.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == '`' || c == 0x7F);
  }

  /** The character as {@code U+0041 'A'}. */
  public static String codePoint(int character) {
    if (character < 0) {
      return "U+FFFFFFFFFFFFFFFF";
    }
    String number = "U+%04X".formatted(character);
    return isPrintable(character) ? number + " '" + Character.toString(character) + "'" : number;
  }

  private static void appendEscaped(StringBuilder out, int c, char quote, boolean asciiOnly) {
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
        } else if (isPrintable(c) && (c < 0x80 || !asciiOnly)) {
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

  /**
   * The text that a quoted one stands for.
   *
   * @param quoted its quotes, of any of the three kinds, around it
   * @throws NumberFormatException with Go's message if it stands for none
   */
  public static String unquote(String quoted) {
    char quote = quoted.charAt(0);
    String inner = quoted.substring(1, quoted.length() - 1);
    if (quote == '`') {
      return inner.replace("\r", "");
    }
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    byte[] bytes = new byte[4 * inner.length()];
    int length = 0;
    for (int i = 0; i < inner.length(); ) {
      int c = inner.codePointAt(i);
      i += Character.charCount(c);
      int width = 0;
      boolean isByte = false;
      if (c == '\\') {
        c = inner.charAt(i++);
        width = escapeWidth(c);
        isByte = width == 2 || width == 3;
        if (width == 0) {
          c = control(c, quote);
        } else {
          i -= width == 3 ? 1 : 0;
          c = code(inner, i, width);
          i += width;
        }
      }
      byte[] encoded =
          isByte ? new byte[] {(byte) c} : Character.toString(c).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(encoded, 0, bytes, length, encoded.length);
      length += encoded.length;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static int escapeWidth(int kind) {
    return switch (kind) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
      default -> 0;
    };
  }

  private static int code(String text, int from, int width) {
    int radix = width == 3 ? 8 : 16;
    if (from + width > text.length()) {
      throw invalid();
    }
    long code = 0;
    for (int i = from; i < from + width; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        throw invalid();
      }
      code = code * radix + digit;
    }
    boolean surrogate = code >= 0xD800 && code < 0xE000;
    if (code > (width == 3 ? 255 : Character.MAX_CODE_POINT) || surrogate) {
      throw invalid();
    }
    return (int) code;
  }

  private static int control(int escape, char quote) {
    return switch (escape) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case '\\' -> '\\';
      default -> {
        if (escape != quote) {
          throw invalid();
        }
        yield escape;
      }
    };
  }

  private static NumberFormatException invalid() {
    return new NumberFormatException("invalid syntax");
  }
}
