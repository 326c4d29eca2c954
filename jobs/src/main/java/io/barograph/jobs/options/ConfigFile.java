package io.barograph.jobs.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML file of options: nested keys are joined by dots, lists by semicolons. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * The options of {@code file}.
   *
   * @throws InvalidOptionsException if the file cannot be read or is not a YAML mapping
   */
  public static Configuration read(Path file) {
    Object content;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      content = new Load(settings).loadFromString(Files.readString(file));
    } catch (IOException unreadable) {
      throw new InvalidOptionsException(
          "cannot read the configuration file %s: %s".formatted(file, unreadable.getMessage()));
    } catch (YamlEngineException invalid) {
      throw new InvalidOptionsException(
          "%s is not valid YAML: %s".formatted(file, invalid.getMessage()));
    }
    if (content == null) {
      return new Configuration();
    }
    if (!(content instanceof Map<?, ?> options)) {
      throw new InvalidOptionsException(
          "%s must be a YAML mapping of options such as kafka.bootstrap.servers: host:9092"
              .formatted(file));
    }
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", options, flat);
    return Configuration.fromMap(flat);
  }

  private static void flatten(String prefix, Map<?, ?> options, Map<String, String> flat) {
    options.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Map<?, ?> nested) {
            flatten(name + '.', nested, flat);
          } else if (value instanceof Collection<?> list) {
            flat.put(name, list.stream().map(ConfigFile::quoted).collect(Collectors.joining(";")));
          } else if (value != null) {
            flat.put(name, value.toString());
          }
        });
  }

  private static String quoted(Object item) {
    String text = String.valueOf(item);
    return text.contains(";") ? "'" + text.replace("'", "''") + "'" : text;
  }
}
