package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Installs composable index templates, each called as its file. */
final class IndexTemplates {
  private IndexTemplates() {}

  /**
   * Installs every {@code *.json} file of {@code folder} that holds index patterns.
   *
   * @return the names of the templates; empty if there is no such folder
   */
  static List<String> install(Path folder, String elasticsearchUrl, Http http) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    return files.stream()
        .filter(file -> isTemplate(file))
        .map(file -> put(file, elasticsearchUrl, http))
        .toList();
  }

  private static boolean isTemplate(Path file) {
    return read(file).contains("\"index_patterns\"");
  }

  private static String put(Path file, String elasticsearchUrl, Http http) {
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    try {
      http.put(elasticsearchUrl + "/_index_template/" + name, read(file));
      return name;
    } catch (IOException e) {
      throw new StackException(
          "Elasticsearch refused the index template " + file + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
