package io.barograph.cli.views;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a view asks for: a conjunction of {@code name:…} and {@code labels.…:…}, each with a text,
 * one that ends with {@code *}, or several in parentheses; {@code ($variable)} is any text or none.
 *
 * @param names of samples; the last character may be {@code *}
 * @param labels what a label must be
 */
record MeasureQuery(List<String> names, Map<String, String> labels) {
  static MeasureQuery parse(String query) {
    List<String> names = new ArrayList<>();
    Map<String, String> labels = new TreeMap<>();
    for (String clause : query.split(" AND ", -1)) {
      String field = clause.substring(0, clause.indexOf(':'));
      String text = clause.substring(clause.indexOf(':') + 1).trim();
      if (field.equals("name")) {
        names.addAll(Arrays.asList(text.replaceAll("[()]", "").split(" OR ")));
      } else if (!field.startsWith("labels.")) {
        throw new IllegalArgumentException("no field of a measure: " + clause);
      } else if (!text.startsWith("($")) {
        labels.put(field.substring("labels.".length()), text.replace("\"", ""));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("names no measure: " + query);
    }
    return new MeasureQuery(names, labels);
  }

  /** What the samples of both are. */
  MeasureQuery and(MeasureQuery narrower) {
    Map<String, String> both = new TreeMap<>(labels);
    both.putAll(narrower.labels);
    return new MeasureQuery(narrower.names, both);
  }

  boolean takes(Labels series) {
    return names.stream().anyMatch(name -> isCalled(name, series.metricName()))
        && labels.entrySet().stream()
            .allMatch(label -> series.get(label.getKey()).equals(label.getValue()));
  }

  static boolean isCalled(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
