package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as Go's source text and its {@code strconv} read them. */
final class NumberText {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[+-]?(inf|infinity)|nan");

  private NumberText() {}

  /**
   * The constant that a token writes.
   *
   * @throws NumberFormatException with Go's message if it writes none
   */
  static Node.NumberConstant constant(Token token) {
    String text = token.text();
    if (token.type() == Token.Type.CHARACTER_CONSTANT) {
      String character = GoQuote.unquote(text);
      if (character.codePointCount(0, character.length()) != 1) {
        throw new NumberFormatException("malformed character constant: " + text);
      }
      long code = character.codePointAt(0);
      return new Node.NumberConstant(token.position(), text, Optional.of(code), code);
    }
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    BigInteger integer = integer(digits);
    if (integer != null && integer.bitLength() < Long.SIZE) {
      long value = integer.longValue();
      return new Node.NumberConstant(token.position(), text, Optional.of(value), value);
    }
    if (integer != null) {
      throw new NumberFormatException("integer overflow: " + GoQuote.quote(text));
    }
    if (!DECIMAL.matcher(digits).matches()) {
      throw new NumberFormatException("illegal number syntax: " + GoQuote.quote(text));
    }
    double real = Double.parseDouble(digits);
    Optional<Long> whole =
        real == Math.rint(real) && Math.abs(real) < 0x1p63
            ? Optional.of((long) real)
            : Optional.empty();
    return new Node.NumberConstant(token.position(), text, whole, real);
  }

  /** True if the constant is a float where nothing asks for an integer. */
  static boolean isFloat(Node.NumberConstant constant) {
    String text = constant.text().toLowerCase(Locale.ROOT);
    boolean isDecimal = !text.contains("x") && !text.startsWith("'");
    return constant.integer().isEmpty()
        || (isDecimal && (text.contains(".") || text.contains("e")));
  }

  /**
   * The double that a value at run time writes.
   *
   * @throws FailedCallException with Go's message if it writes none
   */
  static double parseFloat(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (WORD.matcher(lower).matches()) {
      double value = lower.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
      return lower.startsWith("-") ? -value : value;
    }
    if (!DECIMAL.matcher(lower).matches()) {
      throw new FailedCallException(
          "strconv.ParseFloat: parsing %s: invalid syntax".formatted(GoQuote.quote(text)));
    }
    double value = Double.parseDouble(lower);
    if (Double.isInfinite(value)) {
      throw new FailedCallException(
          "strconv.ParseFloat: parsing %s: value out of range".formatted(GoQuote.quote(text)));
    }
    return value;
  }

  private static BigInteger integer(String lower) {
    boolean negative = lower.startsWith("-");
    String digits = negative || lower.startsWith("+") ? lower.substring(1) : lower;
    int radix = 10;
    if (digits.startsWith("0x")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.startsWith("0b")) {
      radix = 2;
      digits = digits.substring(2);
    } else if (digits.startsWith("0o")) {
      radix = 8;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      digits = digits.substring(1);
    }
    int base = radix;
    if (digits.isEmpty() || digits.chars().anyMatch(c -> Character.digit(c, base) < 0)) {
      return null;
    }
    BigInteger magnitude = new BigInteger(digits, radix);
    return negative ? magnitude.negate() : magnitude;
  }
}
