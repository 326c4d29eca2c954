package io.barograph.promql.parse;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Locale;

/** The values of numbers and strings as they are written in a query. */
final class Literals {
  private Literals() {}

  /**
   * The value of a number: decimal, {@code 0x} hexadecimal, {@code 0} octal, with underscores
   * between digits, or {@code Inf} and {@code NaN} in any case.
   *
   * @throws NumberFormatException with Go's message if it is none or too great
   */
  static double number(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    switch (lower) {
      case "inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> {}
    }
    BigInteger integer = integer(lower);
    if (integer != null && integer.bitLength() < Long.SIZE) {
      return integer.longValue();
    }
    String digits = lower.replace("_", "");
    if (!underscoresSeparateDigits(lower)
        || !digits.matches("[0-9]+\\.?[0-9]*(e[+-]?[0-9]+)?|\\.[0-9]+(e[+-]?[0-9]+)?")) {
      throw failure(text, "invalid syntax");
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw failure(text, "value out of range");
    }
    return value;
  }

  /** The integer by Go's rules, where a leading 0 means octal, or null. */
  private static BigInteger integer(String lower) {
    if (!underscoresSeparateDigits(lower)) {
      return null;
    }
    String digits = lower.replace("_", "");
    int radix = 10;
    if (digits.startsWith("0x")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      digits = digits.substring(1);
    }
    if (digits.isEmpty()) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), radix) < 0) {
        return null;
      }
    }
    return new BigInteger(digits, radix);
  }

  private static boolean underscoresSeparateDigits(String lower) {
    int start = lower.startsWith("0x") ? 2 : 0;
    char previous = start == 2 ? '0' : '.';
    for (int i = start; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if ((c == '_' && Character.digit(previous, 16) < 0)
          || (previous == '_' && Character.digit(c, 16) < 0)) {
        return false;
      }
      previous = c;
    }
    return previous != '_';
  }

  private static NumberFormatException failure(String text, String reason) {
    return new NumberFormatException(
        "strconv.ParseFloat: parsing %s: %s".formatted(GoText.quote(text), reason));
  }

  /** The text between the quotes, its escape sequences resolved; the lexer has checked them. */
  static String unquote(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    if (quoted.charAt(0) == '`' || inner.indexOf('\\') < 0) {
      return inner;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(inner.length());
    for (int i = 0; i < inner.length(); ) {
      int c = inner.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(GoText.encode(Character.toString(c)));
        continue;
      }
      char kind = inner.charAt(i++);
      int length =
          switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            default -> 0;
          };
      if (length == 0) {
        bytes.write(control(kind));
      } else if (length == 3) {
        bytes.write(Integer.parseInt(inner.substring(i - 1, i + 2), 8));
        i += 2;
      } else {
        int code = Integer.parseInt(inner.substring(i, i + length), 16);
        bytes.writeBytes(
            length == 2 ? new byte[] {(byte) code} : GoText.encode(Character.toString(code)));
        i += length;
      }
    }
    byte[] all = bytes.toByteArray();
    return GoText.decode(all, 0, all.length);
  }

  private static int control(char escape) {
    return switch (escape) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      default -> escape;
    };
  }
}
