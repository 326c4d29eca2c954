package io.barograph.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration file made from a template in which <code>${name}</code> stands for a value. */
final class ConfigFile {
  private ConfigFile() {}

  /**
   * Fills the template called {@code template} and writes it.
   *
   * <p>A placeholder that {@code values} does not name is left as it is: the server knows it.
   */
  static void write(String template, Map<String, String> values, Path file) throws IOException {
    String text = read(template);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String read(String template) throws IOException {
    try (InputStream in = ConfigFile.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new IllegalArgumentException("no template called " + template);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
