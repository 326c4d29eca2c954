package io.barograph.promql.testlang;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths with {@code *}, {@code ?} and {@code [...]}, none of which stands for a slash. */
final class PathPattern {
  private PathPattern() {}

  /**
   * The files that match.
   *
   * @param beside where relative patterns begin: the folder of this file
   */
  static List<Path> matching(Path beside, String pattern) throws IOException {
    Path path = Path.of(pattern);
    List<Path> found = new ArrayList<>();
    found.add(path.isAbsolute() ? path.getRoot() : beside.resolveSibling(""));
    for (Path name : path) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        next.addAll(children(folder, name.toString()));
      }
      found = next;
    }
    return found.stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> children(Path folder, String name) throws IOException {
    if (!name.matches(".*[*?\\[].*")) {
      Path child = folder.resolve(name);
      return Files.exists(child) ? List.of(child) : List.of();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> children = new ArrayList<>();
    String glob = name.replaceAll("[{}]", "\\\\$0");
    try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, glob)) {
      matching.forEach(children::add);
    }
    children.sort(null);
    return children;
  }
}
