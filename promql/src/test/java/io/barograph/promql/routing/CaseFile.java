package io.barograph.promql.routing;

import io.barograph.core.labels.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of routing cases among the test's resources, and what stands in it. */
final class CaseFile {
  private CaseFile() {}

  /** What the file {@code name} says. */
  static Object read(String name) throws IOException {
    try (InputStream in = CaseFile.class.getResourceAsStream("/routing/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
    }
  }

  /** A mapping. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** The items of a list; none where there is no list. */
  static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** A list of mappings. */
  static List<Map<String, Object>> maps(Object value) {
    return list(value).stream().map(CaseFile::map).toList();
  }

  /** The labels in a mapping. */
  static Labels labels(Object value) {
    Labels.Builder labels = Labels.builder();
    map(value).forEach((name, text) -> labels.add(name, text.toString()));
    return labels.build();
  }
}
