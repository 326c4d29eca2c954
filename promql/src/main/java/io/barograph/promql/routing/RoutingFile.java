package io.barograph.promql.routing;

import io.barograph.core.route.RoutingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads routing files: {@code alertmanager.yml}, unchanged. */
public final class RoutingFile {
  private RoutingFile() {}

  /**
   * Reads a file. Patterns of template files count from its folder.
   *
   * @throws IOException if it cannot be read
   * @throws RoutingFileException if something is wrong with it
   */
  public static RoutingConfig read(Path file) throws IOException, RoutingFileException {
    RoutingConfig config = parse(file.toString(), Files.readString(file));
    Path folder = file.toAbsolutePath().getParent();
    List<String> templates =
        config.templates().stream().map(name -> folder.resolve(name).toString()).toList();
    return new RoutingConfig(
        config.root(),
        config.receivers(),
        config.inhibitRules(),
        config.timeIntervals(),
        templates,
        config.global());
  }

  /**
   * Reads the text of a file.
   *
   * @param name what the file is called in messages
   * @throws RoutingFileException if something is wrong with it
   */
  public static RoutingConfig parse(String name, String text) throws RoutingFileException {
    return new RoutingFileReader(name).read(text);
  }
}
