package io.barograph.cli.routes;

import io.barograph.core.route.RoutingConfig;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads routing files for commands. */
public final class RoutingFiles {
  private RoutingFiles() {}

  /** The file; if it cannot be used, {@code err} says why. */
  public static Optional<RoutingConfig> read(Path file, PrintWriter err) {
    try {
      if (Files.isRegularFile(file)) {
        return Optional.of(RoutingFile.read(file));
      }
      err.println(file + (Files.exists(file) ? " is not a file" : " does not exist"));
    } catch (RoutingFileException invalid) {
      invalid.errors().forEach(err::println);
    } catch (IOException unreadable) {
      err.println(file + " cannot be read: " + unreadable);
    }
    err.flush();
    return Optional.empty();
  }
}
