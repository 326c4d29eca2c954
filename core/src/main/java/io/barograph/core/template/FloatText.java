package io.barograph.core.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles in decimal text, as Go's {@code strconv.FormatFloat} writes them. */
public final class FloatText {
  /** Asks for the fewest digits that read back as the same double. */
  public static final int SHORTEST = -1;

  /** From this exponent on {@code %g} without a precision shows the exponent. */
  private static final int SHORTEST_EXPONENT = 6;

  private static final int MAX_DIGITS = 17;

  private FloatText() {}

  /** The text of {@code %v}: {@code 1.5}, {@code 1e+06}, {@code +Inf}, {@code NaN}. */
  public static String shortest(double value) {
    return format(value, 'g', SHORTEST);
  }

  /**
   * The text in one of Go's formats.
   *
   * @param format {@code e}, {@code f} or {@code g}
   * @param precision digits behind the point, for {@code g} significant ones, or {@link #SHORTEST}
   */
  public static String format(double value, char format, int precision) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    BigDecimal magnitude = new BigDecimal(Math.abs(value));
    BigDecimal shortest = precision == SHORTEST ? shortestDigits(Math.abs(value)) : magnitude;
    String text =
        switch (format) {
          case 'e' -> withExponent(shortest, precision);
          case 'f' -> fixed(shortest, precision);
          default -> general(shortest, precision);
        };
    return negative ? "-" + text : text;
  }

  private static String fixed(BigDecimal magnitude, int precision) {
    if (precision == SHORTEST) {
      return plain(magnitude);
    }
    return magnitude.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String withExponent(BigDecimal magnitude, int precision) {
    if (precision == SHORTEST) {
      int digits = magnitude.signum() == 0 ? 1 : magnitude.stripTrailingZeros().precision();
      return withExponent(magnitude, digits - 1);
    }
    String digits = "0".repeat(precision + 1);
    int exponent = 0;
    if (magnitude.signum() != 0) {
      BigDecimal rounded = magnitude.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
      digits = rounded.unscaledValue().toString();
      exponent = digits.length() - 1 - rounded.scale();
      digits = (digits + "0".repeat(precision + 1)).substring(0, precision + 1);
    }
    StringBuilder text = new StringBuilder().append(digits.charAt(0));
    if (precision > 0) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return text.append(size < 10 ? "0" : "").append(size).toString();
  }

  private static String general(BigDecimal magnitude, int precision) {
    if (magnitude.signum() == 0) {
      return "0";
    }
    BigDecimal rounded = magnitude;
    int bound = SHORTEST_EXPONENT;
    if (precision != SHORTEST) {
      int digits = Math.max(precision, 1);
      rounded = magnitude.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      bound = digits;
    }
    rounded = rounded.stripTrailingZeros();
    int exponent = rounded.precision() - 1 - rounded.scale();
    return exponent < -4 || exponent >= bound
        ? withExponent(rounded, rounded.precision() - 1)
        : plain(rounded);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /* The closest decimal of ever more digits, until one reads back as the same double. Below a
   * power of two doubles lie closer than above it, so both neighbours are tried as well. */
  private static BigDecimal shortestDigits(double magnitude) {
    BigDecimal exact = new BigDecimal(magnitude);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      for (RoundingMode mode :
          new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN}) {
        BigDecimal candidate = exact.round(new MathContext(digits, mode));
        if (candidate.doubleValue() == magnitude) {
          return candidate;
        }
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }
}
