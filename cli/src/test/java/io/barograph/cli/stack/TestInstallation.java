package io.barograph.cli.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The installation whose servers tests start; its parts are there once it was packaged. */
public final class TestInstallation {
  private TestInstallation() {}

  /**
   * The tree under test. Its servers run with the options of {@code -Dbarograph.server-options=…},
   * by which the build has them start soon where they don't live long.
   */
  public static Installation get() {
    return new Installation(Path.of(System.getProperty("barograph.project")), serverOptions());
  }

  private static List<String> serverOptions() {
    return Stream.of(System.getProperty("barograph.server-options", "").split(" "))
        .filter(option -> !option.isEmpty())
        .toList();
  }
}
