package io.barograph.cli.routes;

import io.barograph.core.route.OnCallPlan;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.promql.routing.OnCallFile;
import io.barograph.promql.routing.RoutingExtensionsFile;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files of routes and rotas for commands. */
public final class RoutingFiles {
  private RoutingFiles() {}

  /** Reads a file of one kind. */
  private interface Reader<T> {
    T parse(String name, String text) throws RoutingFileException;
  }

  /** A file of routes; if it cannot be used, {@code err} says why. */
  public static Optional<RoutingConfig> read(Path file, PrintWriter err) {
    return read(file, RoutingFile::parse, err);
  }

  /** A file beside a file of routes; if it cannot be used, {@code err} says why. */
  public static Optional<RoutingExtensions> readExtensions(
      Path file, RoutingConfig routing, PrintWriter err) {
    return read(file, (name, text) -> RoutingExtensionsFile.parse(name, text, routing), err);
  }

  /** A file of rotas; if it cannot be used, {@code err} says why. */
  public static Optional<OnCallPlan> readRotas(Path file, PrintWriter err) {
    return read(file, OnCallFile::parse, err);
  }

  private static <T> Optional<T> read(Path file, Reader<T> reader, PrintWriter err) {
    try {
      if (Files.isRegularFile(file)) {
        return Optional.of(reader.parse(file.toString(), Files.readString(file)));
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
