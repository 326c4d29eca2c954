package io.barograph.ml.failure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lines of {@code field=value}, as a file of a model has them: each field once and none that is not
 * known. A value is one line; what is no number stands as it is.
 */
final class ModelFields {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> unread = new TreeSet<>();

  /**
   * Reads lines.
   *
   * @throws IllegalArgumentException if one is no field, or stands twice
   */
  static ModelFields parse(List<String> lines) {
    ModelFields fields = new ModelFields();
    for (int i = 0; i < lines.size(); i++) {
      int equals = lines.get(i).indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "line %d: must be field=value, was \"%s\"".formatted(i + 1, shortened(lines.get(i))));
      }
      String field = lines.get(i).substring(0, equals);
      if (fields.values.put(field, lines.get(i).substring(equals + 1)) != null) {
        throw wrong(field, "stands twice");
      }
      fields.unread.add(field);
    }
    return fields;
  }

  ModelFields add(String field, String value) {
    values.put(field, value.replaceAll("\\R", " "));
    return this;
  }

  ModelFields add(String field, double value) {
    return add(field, Double.toString(value));
  }

  ModelFields add(String field, double[] numbers) {
    return add(field, String.join(" ", Arrays.stream(numbers).mapToObj(Double::toString).toList()));
  }

  /** The lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((field, value) -> text.append(field).append('=').append(value).append('\n'));
    return text.toString();
  }

  String text(String field) {
    String value = values.get(field);
    if (value == null) {
      throw wrong(field, "is missing");
    }
    unread.remove(field);
    return value;
  }

  List<String> words(String field) {
    String text = text(field);
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  long integer(String field, long least, long most) {
    String text = text(field);
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw wrong(
        field,
        "must be a whole number from %d to %d, was \"%s\"".formatted(least, most, shortened(text)));
  }

  /** A finite number. */
  double number(String field) {
    return number(field, text(field));
  }

  /** A number, or NaN. */
  double numberOrNone(String field) {
    String text = text(field);
    return text.equals("NaN") ? Double.NaN : number(field, text);
  }

  /** So many finite numbers. */
  double[] numbers(String field, int count) {
    List<String> words = words(field);
    if (words.size() != count) {
      throw wrong(field, "must be %d numbers, was %d".formatted(count, words.size()));
    }
    List<Double> numbers = new ArrayList<>();
    for (String word : words) {
      numbers.add(number(field, word));
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double number(String field, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw wrong(field, "must be a finite number, was \"%s\"".formatted(shortened(text)));
  }

  /** Refuses fields that nobody has asked for. */
  void end() {
    if (!unread.isEmpty()) {
      throw wrong(unread.iterator().next(), "is not known");
    }
  }

  static IllegalArgumentException wrong(String field, String what) {
    return new IllegalArgumentException("field \"%s\": %s".formatted(field, what));
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
