package io.barograph.promql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Public data beside the project; the tests that need it are skipped where it is absent. */
public final class SharedData {
  private SharedData() {}

  /** The folder or file of that name below {@code promql}; skips the test if there is none. */
  public static Path promql(String name) {
    Path path = Path.of(System.getProperty("shared.data", "../shared/data"), "promql", name);
    assumeTrue(Files.exists(path), "skipped: there is no " + path);
    return path;
  }

  /** The files below {@code folder} whose names end in one of {@code suffixes}, in order. */
  public static List<Path> files(Path folder, String... suffixes) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
