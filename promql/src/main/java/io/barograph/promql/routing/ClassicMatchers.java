package io.barograph.promql.routing;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.LabelMatcher.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matchers in Alertmanager's first syntax: quotes around values may be left out. */
final class ClassicMatchers {
  private static final Pattern MATCHER =
      Pattern.compile(
          "[ \\t\\n\\f\\r]*([a-zA-Z_:][a-zA-Z0-9_:]*)[ \\t\\n\\f\\r]*(=~|=|!=|!~)(.*)",
          Pattern.DOTALL);

  private static final Map<String, Type> TYPES =
      Map.of("=", Type.EQUAL, "!=", Type.NOT_EQUAL, "=~", Type.REGEX, "!~", Type.NOT_REGEX);

  private ClassicMatchers() {}

  static List<LabelMatcher> parse(String text) {
    String inner = text.startsWith("{") ? text.substring(1) : text;
    inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
    return split(inner).stream().map(ClassicMatchers::matcher).toList();
  }

  /** Splits at the commas outside of quotes; a last comma is forgiven. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    boolean escaped = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      } else if (c == '"' && !escaped) {
        quoted = !quoted;
      }
      escaped = c == '\\' && !escaped;
    }
    String last = text.substring(start);
    if (!last.isBlank()) {
      parts.add(last);
    }
    return parts;
  }

  private static LabelMatcher matcher(String text) {
    Matcher parts = MATCHER.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("bad matcher format: " + text);
    }
    return LabelMatcher.of(TYPES.get(parts.group(2)), parts.group(1), value(parts.group(3)));
  }

  private static String value(String written) {
    String raw = trim(written);
    boolean opened = raw.startsWith("\"");
    StringBuilder value = new StringBuilder();
    boolean closed = false;
    for (int i = opened ? 1 : 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean last = i == raw.length() - 1;
      if (c == '"') {
        if (!opened || !last) {
          throw unescapedQuote(raw);
        }
        closed = true;
      } else if (c == '\\' && !last) {
        i++;
        value.append(unescaped(raw.charAt(i)));
      } else {
        value.append(c);
      }
    }
    if (opened && !closed) {
      throw unescapedQuote(raw);
    }
    return value.toString();
  }

  /** What a character behind a backslash stands for; a backslash before any other is one. */
  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case '"', '\\' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private static IllegalArgumentException unescapedQuote(String raw) {
    return new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return " \t\n\f\r".indexOf(c) >= 0;
  }
}
