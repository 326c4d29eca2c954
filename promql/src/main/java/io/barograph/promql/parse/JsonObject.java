package io.barograph.promql.parse;

import java.util.List;
import java.util.stream.Collectors;

/** Builds the text of one JSON object, field by field. Not thread-safe. */
final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  /** An object that starts with the name of Prometheus's type. */
  static JsonObject ofType(String type) {
    return new JsonObject().put("type", quote(type));
  }

  /** Adds a field whose value is JSON already. */
  JsonObject put(String name, String json) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append(quote(name)).append(':').append(json);
    return this;
  }

  JsonObject put(String name, PositionRange range) {
    return put(name, "[" + range.start() + "," + range.end() + "]");
  }

  /** Adds a number unless it is zero. */
  JsonObject putUnlessZero(String name, double value) {
    return value == 0 ? this : put(name, number(value));
  }

  /** Adds {@code true} if {@code value} is. */
  JsonObject putIf(String name, boolean value) {
    return value ? put(name, "true") : this;
  }

  @Override
  public String toString() {
    return text + "}";
  }

  /**
   * A number; what JSON cannot hold is the text {@code "NaN"}, {@code "+Inf"} or {@code "-Inf"}.
   */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "\"NaN\"";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "\"+Inf\"" : "\"-Inf\"";
    }
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return isWhole ? Long.toString((long) value) : Double.toString(value);
  }

  static String strings(List<String> values) {
    return values.stream().map(JsonObject::quote).collect(Collectors.joining(",", "[", "]"));
  }

  static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          boolean isLone = c >= 0xDC80 && c <= 0xDCFF && !isPair(value, i);
          if (c < ' ' || isLone) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isPair(String value, int lowIndex) {
    return lowIndex > 0 && Character.isHighSurrogate(value.charAt(lowIndex - 1));
  }
}
