package io.barograph.cli.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A file of incidents: a YAML list of {@code {from, to, labels, name}}, or in a file that ends in
 * {@code .jsonl} one such JSON object a line. Labels and name may be left out.
 */
public final class IncidentFile {
  private static final Set<String> FIELDS = Set.of("from", "to", "labels", "name");

  private IncidentFile() {}

  /**
   * Reads {@code file}.
   *
   * @param option which named it, for messages: {@code --incidents}
   * @throws UnusableInputException naming the incident, its field, and what is expected
   */
  public static List<Incident> read(String option, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UnusableInputException(
          "%s: %s does not exist or cannot be read; name a file of {from, to, labels}"
              .formatted(option, file));
    }
    List<Object> all = new ArrayList<>();
    try {
      if (file.toString().endsWith(".jsonl")) {
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank()) {
            all.add(load(line));
          }
        }
      } else if (load(Files.readString(file)) instanceof List<?> list) {
        all.addAll(list);
      } else {
        throw new UnusableInputException(
            "%s: %s must hold a list of {from, to, labels}".formatted(option, file));
      }
    } catch (YamlEngineException invalid) {
      throw new UnusableInputException(
          "%s: %s is neither YAML nor JSON: %s".formatted(option, file, invalid.getMessage()));
    }
    List<Incident> incidents = new ArrayList<>();
    for (Object one : all) {
      try {
        incidents.add(incident(one));
      } catch (IllegalArgumentException wrong) {
        throw new UnusableInputException(
            "%s: %s: incident %d: %s"
                .formatted(option, file, incidents.size() + 1, wrong.getMessage()));
      }
    }
    return incidents;
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Incident incident(Object object) {
    if (!(object instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException("must be {from, to, labels}, was " + object);
    }
    for (Object field : fields.keySet()) {
      if (!FIELDS.contains(String.valueOf(field))) {
        throw new IllegalArgumentException(field + ": must be from, to, labels or name");
      }
    }
    SortedMap<String, String> labels = new TreeMap<>();
    if (fields.get("labels") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
    } else if (fields.get("labels") != null) {
      throw new IllegalArgumentException("labels: must be a mapping, was " + fields.get("labels"));
    }
    Object name = fields.get("name");
    return new Incident(
        name == null ? "" : name.toString(), time(fields, "from"), time(fields, "to"), labels);
  }

  private static Instant time(Map<?, ?> fields, String field) {
    String text = String.valueOf(fields.get(field));
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "%s: must be a time such as 2026-01-02T03:04:05Z, was %s".formatted(field, text));
    }
  }
}
