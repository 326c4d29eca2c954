package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import io.barograph.core.template.GoValue.GoStruct;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How one value is formatted; the verb says as what.
 *
 * @param minus fills up at the right
 * @param plus always shows a sign; names the fields of structures; quotes in ASCII
 * @param sharp shows {@code 0x} and the like
 * @param space leaves room for a sign; puts blanks between bytes
 * @param zero fills up with zeros
 * @param width the least number of characters, or -1
 * @param precision digits or characters, or -1
 */
record FormatDirective(
    boolean minus,
    boolean plus,
    boolean sharp,
    boolean space,
    boolean zero,
    int width,
    int precision) {
  static final FormatDirective PLAIN =
      new FormatDirective(false, false, false, false, false, -1, -1);

  private static final int FLOAT_DIGITS = 6;

  /** The same with a width; a negative one fills up at the right. */
  FormatDirective withWidth(int newWidth) {
    return new FormatDirective(
        minus || newWidth < 0, plus, sharp, space, zero, Math.abs(newWidth), precision);
  }

  FormatDirective withPrecision(int newPrecision) {
    return new FormatDirective(minus, plus, sharp, space, zero, width, newPrecision);
  }

  private FormatDirective withoutZero() {
    return new FormatDirective(minus, plus, sharp, space, false, width, precision);
  }

  /** The type and the value of an argument, as messages show them. */
  static String withType(Object value) {
    return value == null ? "<nil>" : GoValue.typeOf(value) + "=" + PLAIN.format('v', value);
  }

  /** The value's text. */
  String format(int verb, Object value) {
    return format(verb, value, true);
  }

  private String format(int verb, Object value, boolean outermost) {
    if (verb == 'T') {
      return withoutZero().pad(GoValue.typeOf(value));
    }
    if (value == null) {
      return verb == 'v' ? withoutZero().pad("<nil>") : badVerb(verb, null);
    }
    if (value instanceof Boolean truth) {
      return verb == 't' || verb == 'v' ? pad(truth.toString()) : badVerb(verb, value);
    }
    if (value instanceof Long integer) {
      return integer(verb, integer);
    }
    if (value instanceof Double real) {
      return real(verb, real);
    }
    if (value instanceof String text) {
      return text(verb, text, value);
    }
    String described = GoFormat.selfDescription(value);
    if (described != null) {
      return text(verb, described, value);
    }
    return composite(verb, value, outermost);
  }

  private String composite(int verb, Object value, boolean outermost) {
    if (value instanceof GoMap map) {
      StringJoiner entries = new StringJoiner(" ", "map[", "]");
      for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
        entries.add(
            format(verb, entry.getKey(), false) + ":" + format(verb, entry.getValue(), false));
      }
      return entries.toString();
    }
    if (value instanceof GoList list) {
      StringJoiner items = new StringJoiner(" ", "[", "]");
      list.items().forEach(item -> items.add(format(verb, item, false)));
      return items.toString();
    }
    GoStruct struct = (GoStruct) value;
    boolean pointer = struct.type().startsWith("*");
    StringJoiner fields = new StringJoiner(" ", pointer && outermost ? "&{" : "{", "}");
    struct
        .fields()
        .forEach(
            (name, field) ->
                fields.add((plus && verb == 'v' ? name + ":" : "") + format(verb, field, false)));
    return fields.toString();
  }

  private String integer(int verb, long value) {
    return switch (verb) {
      case 'v', 'd' -> digits(value, 10, "");
      case 'b' -> digits(value, 2, sharp ? "0b" : "");
      case 'o' -> digits(value, 8, sharp ? "0" : "");
      case 'O' -> digits(value, 8, "0o");
      case 'x' -> digits(value, 16, sharp ? "0x" : "");
      case 'X' -> digits(value, 16, sharp ? "0X" : "").toUpperCase(Locale.ROOT);
      case 'c' -> pad(character(value));
      case 'q' -> pad(GoQuote.quote(character(value), '\'', plus));
      case 'U' ->
          pad(
              sharp && GoQuote.isPrintable((int) value)
                  ? GoQuote.codePoint((int) value)
                  : "U+%04X".formatted(value));
      default -> badVerb(verb, value);
    };
  }

  private String digits(long value, int radix, String prefix) {
    String sign = value < 0 ? "-" : plus ? "+" : space ? " " : "";
    String digits = BigInteger.valueOf(value).abs().toString(radix);
    if (precision == 0 && value == 0) {
      return withoutZero().pad("");
    }
    int least = precision;
    if (precision < 0 && zero && !minus && width > 0) {
      least = width - sign.length();
    }
    String filled = "0".repeat(Math.max(0, least - digits.length())) + digits;
    boolean octalIsMarked = prefix.equals("0") && filled.startsWith("0");
    return withoutZero().pad(sign + (octalIsMarked ? "" : prefix) + filled);
  }

  private static String character(long code) {
    boolean valid =
        code >= 0 && code <= Character.MAX_CODE_POINT && (code < 0xD800 || code > 0xDFFF);
    return Character.toString(valid ? (int) code : 0xFFFD);
  }

  private String real(int verb, double value) {
    return switch (verb) {
      case 'v', 'g' -> signed(FloatText.format(value, 'g', precision), verb);
      case 'G' ->
          signed(FloatText.format(value, 'g', precision), verb)
              .toUpperCase(Locale.ROOT)
              .replace("INF", "Inf")
              .replace("NAN", "NaN");
      case 'e', 'E', 'f', 'F' -> {
        char lower = Character.toLowerCase((char) verb);
        String text =
            signed(FloatText.format(value, lower, precision < 0 ? FLOAT_DIGITS : precision), verb);
        yield verb == 'E' ? text.replace('e', 'E') : text;
      }
      case 'x', 'X' -> {
        String text = signed(hexadecimal(value), verb);
        yield verb == 'X' ? text.toUpperCase(Locale.ROOT) : text;
      }
      default -> badVerb(verb, value);
    };
  }

  private static String hexadecimal(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return FloatText.shortest(value);
    }
    String[] parts = Double.toHexString(value).replace(".0p", "p").split("p", -1);
    int exponent = value == 0 ? 0 : Integer.parseInt(parts[1]);
    return parts[0] + "p" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
  }

  private String signed(String text, int verb) {
    boolean hasSign = text.startsWith("-") || text.startsWith("+");
    String digits = hasSign ? text.substring(1) : text;
    String sign = hasSign ? text.substring(0, 1) : "";
    boolean showsPlus = plus && verb != 'v';
    if (digits.equals("Inf") || digits.equals("NaN")) {
      boolean positive = !sign.equals("-");
      String shown = positive && space && !showsPlus ? " " : sign;
      if (digits.equals("NaN") && showsPlus) {
        shown = "+";
      }
      return withoutZero().pad(shown + digits);
    }
    if (sign.isEmpty()) {
      sign = showsPlus ? "+" : space ? " " : "";
    }
    if (zero && !minus && !sign.isEmpty() && width > sign.length() + digits.length()) {
      return sign + "0".repeat(width - sign.length() - digits.length()) + digits;
    }
    return pad(sign + digits);
  }

  private String text(int verb, String text, Object value) {
    return switch (verb) {
      case 'v', 's' -> pad(truncated(text));
      case 'q' -> {
        String shown = truncated(text);
        yield pad(
            sharp && GoQuote.canBackquote(shown)
                ? "`" + shown + "`"
                : GoQuote.quote(shown, '"', plus));
      }
      case 'x' -> pad(bytes(text));
      case 'X' -> pad(bytes(text).toUpperCase(Locale.ROOT));
      default -> badVerb(verb, value);
    };
  }

  private String truncated(String text) {
    return precision < 0 || text.codePointCount(0, text.length()) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private String bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = precision < 0 ? bytes.length : Math.min(precision, bytes.length);
    HexFormat hex = space ? HexFormat.ofDelimiter(" ") : HexFormat.of();
    if (sharp && length > 0) {
      hex = space ? hex.withPrefix("0x") : hex;
      return (space ? "" : "0x") + hex.formatHex(bytes, 0, length);
    }
    return hex.formatHex(bytes, 0, length);
  }

  private static String badVerb(int verb, Object value) {
    return "%!" + Character.toString(verb) + "(" + withType(value) + ")";
  }

  private String pad(String text) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    return minus ? text + " ".repeat(missing) : (zero ? "0" : " ").repeat(missing) + text;
  }
}
