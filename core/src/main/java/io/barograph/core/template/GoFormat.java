package io.barograph.core.template;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;

/** Values in text, as Go's package {@code fmt} formats them. */
final class GoFormat {
  /** The greatest width and precision. */
  private static final int MAX_SIZE = 1_000_000;

  private static final String MISSING = "(MISSING)";
  private static final String BAD_INDEX = "(BADINDEX)";

  private final String format;
  private final List<Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int position;
  private int next;
  private boolean reordered;
  private boolean badIndex;

  private GoFormat(String format, List<Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /** The value by {@code %v}. */
  static String plain(Object value) {
    return FormatDirective.PLAIN.format('v', value);
  }

  /** The values by {@code %v}, with a blank between two of which neither is a text. */
  static String print(List<Object> values) {
    StringBuilder out = new StringBuilder();
    boolean afterText = true;
    for (Object value : values) {
      boolean isText = value instanceof String;
      if (!isText && !afterText) {
        out.append(' ');
      }
      out.append(plain(value));
      afterText = isText;
    }
    return out.toString();
  }

  /** The values by {@code %v}, with a blank between any two, and a line end. */
  static String printLine(List<Object> values) {
    return String.join(" ", values.stream().map(GoFormat::plain).toList()) + "\n";
  }

  /** The values in the place of the directives of a format; what does not fit is said there. */
  static String printFormat(String format, List<Object> arguments) {
    return new GoFormat(format, arguments).run();
  }

  private String run() {
    while (position < format.length()) {
      int percent = format.indexOf('%', position);
      if (percent < 0) {
        out.append(format, position, format.length());
        break;
      }
      out.append(format, position, percent);
      position = percent + 1;
      directive();
    }
    if (!reordered && next < arguments.size()) {
      List<String> extra =
          arguments.subList(next, arguments.size()).stream()
              .map(FormatDirective::withType)
              .toList();
      out.append("%!(EXTRA ").append(String.join(", ", extra)).append(')');
    }
    return out.toString();
  }

  private void directive() {
    FormatDirective directive = flags();
    badIndex = false;
    boolean indexed = index();
    if (accept('*')) {
      Integer width = size();
      if (width == null) {
        out.append("%!(BADWIDTH)");
      } else {
        directive = directive.withWidth(width);
      }
    } else {
      int width = digits();
      badIndex |= indexed && width >= 0;
      directive = width >= 0 ? directive.withWidth(width) : directive;
    }
    if (position + 1 <= format.length() && accept('.')) {
      badIndex |= indexed && !reordered;
      index();
      if (accept('*')) {
        Integer precision = size();
        if (precision == null || precision < 0) {
          out.append("%!(BADPREC)");
        } else {
          directive = directive.withPrecision(precision);
        }
      } else {
        directive = directive.withPrecision(Math.max(0, digits()));
      }
    }
    index();
    if (position >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(position);
    position += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (badIndex) {
      out.append("%!").appendCodePoint(verb).append(BAD_INDEX);
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append(MISSING);
    } else {
      out.append(directive.format(verb, arguments.get(next++)));
    }
  }

  private FormatDirective flags() {
    boolean minus = false;
    boolean plus = false;
    boolean sharp = false;
    boolean space = false;
    boolean zero = false;
    for (; position < format.length(); position++) {
      switch (format.charAt(position)) {
        case '-' -> minus = true;
        case '+' -> plus = true;
        case '#' -> sharp = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> {
          return new FormatDirective(minus, plus, sharp, space, zero, -1, -1);
        }
      }
    }
    return new FormatDirective(minus, plus, sharp, space, zero, -1, -1);
  }

  /** Reads {@code [3]}, which names the argument that comes next. */
  private boolean index() {
    if (position >= format.length() || format.charAt(position) != '[') {
      return false;
    }
    reordered = true;
    int close = format.indexOf(']', position);
    if (close < 0) {
      badIndex = true;
      position++;
      return false;
    }
    String number = format.substring(position + 1, close);
    position = close + 1;
    int index = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 0;
    if (index < 1 || index > arguments.size()) {
      badIndex = true;
      return false;
    }
    next = index - 1;
    return true;
  }

  /** The argument that says how wide or how precise, or null if it does not. */
  private Integer size() {
    if (next < arguments.size()
        && arguments.get(next++) instanceof Long size
        && Math.abs(size) <= MAX_SIZE) {
      return size.intValue();
    }
    return null;
  }

  private int digits() {
    int start = position;
    while (position < format.length()
        && format.charAt(position) >= '0'
        && format.charAt(position) <= '9') {
      position++;
    }
    if (start == position) {
      return -1;
    }
    String digits = format.substring(start, position);
    if (digits.length() > 7 || Integer.parseInt(digits) > MAX_SIZE) {
      position = format.length();
      return -1;
    }
    return Integer.parseInt(digits);
  }

  private boolean accept(char c) {
    if (position < format.length() && format.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  /** The text by which a value shows itself, as times and pairs do, or null. */
  static String selfDescription(Object value) {
    if (value instanceof Instant time) {
      return TimeText.format(time, TimeText.DEFAULT_LAYOUT);
    }
    if (value instanceof ZonedDateTime time) {
      return TimeText.format(time, TimeText.DEFAULT_LAYOUT);
    }
    if (value instanceof GoValue.GoHtml safe) {
      return safe.text();
    }
    if (value instanceof GoValue.GoMap map && map.type().equals(MessageValues.KV)) {
      return MessageValues.text(map);
    }
    if (value instanceof GoValue.GoList list && list.type().equals(MessageValues.PAIRS)) {
      return MessageValues.text(list);
    }
    return value instanceof Duration duration ? TimeText.format(duration) : null;
  }
}
