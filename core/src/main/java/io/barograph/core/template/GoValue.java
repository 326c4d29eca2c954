package io.barograph.core.template;

import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a template works on. A Go string is a {@link String}, an int a {@link Long}, a float64 a
 * {@link Double}, a bool a {@link Boolean}, a pointer to a time an {@link Instant}, a time in a
 * zone a {@link ZonedDateTime} and a pointer to a duration a {@link Duration}; no value, and nil,
 * is null. The rest is here.
 */
final class GoValue {
  private GoValue() {}

  /** A map, its keys in ascending order; {@code zero} stands for what is missing. */
  record GoMap(String type, Map<String, Object> entries, Object zero) {
    GoMap {
      entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    static GoMap of(Labels labels) {
      return new GoMap("map[string]string", new TreeMap<>(labels.toMap()), "");
    }
  }

  /** A list. */
  record GoList(String type, List<Object> items) {
    GoList {
      items = List.copyOf(items);
    }
  }

  /** A structure, or a pointer to one where the type begins with an asterisk. */
  record GoStruct(String type, Map<String, Object> fields) {
    static final String SAMPLE = "*template.sample";

    GoStruct {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static GoStruct sample(Labels labels, double value) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("Labels", GoMap.of(labels));
      fields.put("Value", value);
      return new GoStruct(SAMPLE, fields);
    }

    static GoStruct alert(TemplateData data) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("Labels", GoMap.of(data.labels()));
      fields.put("ExternalLabels", GoMap.of(data.externalLabels()));
      fields.put("ExternalURL", data.externalUrl());
      fields.put("Value", data.value());
      return new GoStruct(
          "struct { Labels map[string]string; ExternalLabels map[string]string; "
              + "ExternalURL string; Value interface {} }",
          fields);
    }
  }

  /** A text that is HTML already. */
  record GoHtml(String text) {}

  /** The name of the value's type. */
  static String typeOf(Object value) {
    if (value == null) {
      return "<nil>";
    }
    if (value instanceof GoMap map) {
      return map.type();
    }
    if (value instanceof GoList list) {
      return list.type();
    }
    if (value instanceof GoStruct struct) {
      return struct.type();
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Long) {
      return "int";
    }
    if (value instanceof Double) {
      return "float64";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof GoHtml) {
      return "template.HTML";
    }
    if (value instanceof ZonedDateTime) {
      return "time.Time";
    }
    return value instanceof Instant ? "*time.Time" : "*time.Duration";
  }

  /** False for nothing, false, zero and what is empty. */
  static boolean isTrue(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Long integer) {
      return integer != 0;
    }
    if (value instanceof Double real) {
      return real != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof GoHtml safe) {
      return !safe.text().isEmpty();
    }
    if (value instanceof GoMap map) {
      return !map.entries().isEmpty();
    }
    if (value instanceof GoList list) {
      return !list.items().isEmpty();
    }
    return value != null;
  }

  /** The value as an action writes it. */
  static String print(Object value) {
    return value == null ? "<no value>" : GoFormat.plain(value);
  }
}
