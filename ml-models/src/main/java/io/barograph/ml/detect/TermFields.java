package io.barograph.ml.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The fields of a term of the configuration, apart by blanks. */
final class TermFields {
  private final String key;
  private final List<String> fields;

  TermFields(String key, String text, int count) {
    this.key = key;
    fields = List.of(text.trim().split("\\s+", -1));
    if (fields.size() != count) {
      throw new IllegalArgumentException(
          "%s must have %d fields apart by blanks, was '%s'".formatted(key, count, text));
    }
  }

  String text(int field) {
    return fields.get(field);
  }

  double number(int field) {
    return number(key, fields.get(field));
  }

  /** The one of {@code choices} that is named as {@code choice-of-it}. */
  <E extends Enum<E>> E choice(int field, E[] choices) {
    return Arrays.stream(choices)
        .filter(choice -> text(choice).equals(fields.get(field)))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must name one of %s, was %s"
                        .formatted(
                            key,
                            Arrays.stream(choices).map(TermFields::text).toList(),
                            fields.get(field))));
  }

  static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static double number(String key, String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s of detection must be a number, was '%s'".formatted(key, text));
  }
}
