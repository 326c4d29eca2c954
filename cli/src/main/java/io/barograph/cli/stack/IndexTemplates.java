package io.barograph.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Installs composable index templates, each called as its file. */
public final class IndexTemplates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private IndexTemplates() {}

  /**
   * Installs every {@code *.json} file of {@code folder} that holds index patterns.
   *
   * @return the names of the templates; empty if there is no such folder
   */
  static List<String> install(Path folder, String elasticsearchUrl, Http http) throws IOException {
    return install(folder, elasticsearchUrl, http, Set.of());
  }

  /**
   * The same.
   *
   * @param ownPolicy families whose new indices have a lifecycle policy of their own, which is
   *     there
   */
  static List<String> install(
      Path folder, String elasticsearchUrl, Http http, Set<String> ownPolicy) throws IOException {
    return files(folder).stream()
        .map(file -> put(file, elasticsearchUrl, http, ownPolicy))
        .toList();
  }

  /** The families of indices of which {@code folder} holds templates. */
  public static SortedSet<String> families(Path folder) throws IOException {
    SortedSet<String> families = new TreeSet<>();
    files(folder).forEach(file -> families.add(familyOf(file)));
    return families;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> file.toString().endsWith(".json"))
          .filter(IndexTemplates::isTemplate)
          .sorted()
          .toList();
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  private static String familyOf(Path file) {
    return nameOf(file).replaceFirst("^barograph-", "");
  }

  private static boolean isTemplate(Path file) {
    return read(file).contains("\"index_patterns\"");
  }

  private static String put(Path file, String elasticsearchUrl, Http http, Set<String> ownPolicy) {
    String name = nameOf(file);
    String family = familyOf(file);
    try {
      String text = read(file);
      http.put(
          elasticsearchUrl + "/_index_template/" + name,
          ownPolicy.contains(family) ? withPolicy(text, IndexLifecycle.policy(family)) : text);
      return name;
    } catch (IOException e) {
      throw new StackException(
          "Elasticsearch refused the index template " + file + ": " + e.getMessage(), e);
    }
  }

  private static String withPolicy(String template, String policy) throws IOException {
    JsonNode json = JSON.readTree(template);
    ((ObjectNode) json.at("/template/settings")).put("index.lifecycle.name", policy);
    return json.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
