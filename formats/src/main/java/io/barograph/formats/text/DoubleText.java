package io.barograph.formats.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;

/**
 * Doubles in decimal text: {@code 12.5}, {@code -1e9}, {@code NaN}, {@code Inf}, {@code +Inf},
 * {@code -Inf}.
 *
 * <p>A sign, digits around an optional point, an optional exponent, and nothing else: no
 * hexadecimal digits, type suffixes, blanks or underscores. What rounds to infinity is no number.
 */
public final class DoubleText {
  /** Bits of a double that no text stands for. */
  public static final long INVALID = 0x7ff8_dead_dead_deadL;

  private static final long NAN = Double.doubleToLongBits(Double.NaN);
  private static final long INFINITY = Double.doubleToLongBits(Double.POSITIVE_INFINITY);
  private static final long SIGN = Long.MIN_VALUE;

  /** Every integer up to here is a double. */
  private static final long MAX_EXACT = 1L << 53;

  private static final int MAX_LENGTH = 400;
  private static final int MAX_EXPONENT = 99_999;
  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  private DoubleText() {}

  /** The bits of the double nearest to the text in {@code [from, to)}, or {@link #INVALID}. */
  public static long parseBits(byte[] bytes, int from, int to) {
    if (from >= to || to - from > MAX_LENGTH) {
      return INVALID;
    }
    boolean negative = bytes[from] == '-';
    int i = negative || bytes[from] == '+' ? from + 1 : from;
    if (i < to && (bytes[i] == 'I' || bytes[i] == 'N')) {
      return parseWord(bytes, from, i, to, negative);
    }
    long mantissa = 0;
    int digits = 0;
    int significant = 0;
    int scale = 0;
    boolean point = false;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (significant > 0 || digit > 0) {
          significant++;
        }
        if (significant <= 18) {
          mantissa = 10 * mantissa + digit;
        }
        if (point) {
          scale--;
        }
      } else if (bytes[i] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return INVALID;
    }
    int exponent = 0;
    if (i < to) {
      exponent = parseExponent(bytes, i, to);
      if (exponent == Integer.MIN_VALUE) {
        return INVALID;
      }
    }
    return toBits(bytes, from, to, negative, significant <= 18 ? mantissa : -1, scale + exponent);
  }

  /**
   * The shortest decimal text, without an exponent, that reads as {@code value} again: {@code
   * 0.005}, {@code 10}, {@code +Inf}; as Prometheus writes the labels {@code le} and {@code
   * quantile}.
   */
  public static String format(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(value);
    for (int precision = 1; precision < 17; precision++) {
      BigDecimal rounded = exact.round(new MathContext(precision));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros().toPlainString();
      }
    }
    return exact.round(new MathContext(17)).stripTrailingZeros().toPlainString();
  }

  private static long parseWord(byte[] bytes, int from, int word, int to, boolean negative) {
    if (to - word != 3) {
      return INVALID;
    }
    if (bytes[word] == 'I' && bytes[word + 1] == 'n' && bytes[word + 2] == 'f') {
      return negative ? INFINITY | SIGN : INFINITY;
    }
    return word == from && bytes[word + 1] == 'a' && bytes[word + 2] == 'N' ? NAN : INVALID;
  }

  private static int parseExponent(byte[] bytes, int from, int to) {
    if ((bytes[from] | 0x20) != 'e') {
      return Integer.MIN_VALUE;
    }
    int i = from + 1;
    boolean negative = i < to && bytes[i] == '-';
    if (i < to && (negative || bytes[i] == '+')) {
      i++;
    }
    if (i == to) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(10 * exponent + digit, MAX_EXPONENT);
    }
    return negative ? -exponent : exponent;
  }

  /*
   * Both the digits and the power of ten are exact doubles in the common case, so that one
   * multiplication or division rounds once, to the nearest. Clinger, How to read floating point
   * numbers accurately, PLDI 1990.
   */
  private static long toBits(
      byte[] bytes, int from, int to, boolean negative, long mantissa, int scale) {
    if (mantissa >= 0 && mantissa <= MAX_EXACT && scale >= -22 && scale <= 22) {
      double magnitude =
          scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale];
      return Double.doubleToRawLongBits(negative ? -magnitude : magnitude);
    }
    double value =
        Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return Double.isInfinite(value) ? INVALID : Double.doubleToRawLongBits(value);
  }
}
