package io.barograph.promql.routing;

import io.barograph.core.route.RoutingConfig;

/** Reads routing files: {@code alertmanager.yml}, unchanged. */
public final class RoutingFile {
  private RoutingFile() {}

  /**
   * Reads the text of a file. Patterns of template files stay as they are written: they count from
   * the folder of the file.
   *
   * @param name what the file is called in messages
   * @throws RoutingFileException if something is wrong with it
   */
  public static RoutingConfig parse(String name, String text) throws RoutingFileException {
    return new RoutingFileReader(name).read(text);
  }
}
