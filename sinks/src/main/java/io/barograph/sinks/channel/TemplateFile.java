package io.barograph.sinks.channel;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of {@code templates:} in an {@code alertmanager.yml}.
 *
 * @param name its name, for messages
 * @param text what it holds
 */
public record TemplateFile(String name, String text) implements Serializable {
  private static final int MAX_BYTES = 1 << 20;

  /**
   * The files that patterns find, those of one pattern by name. As in Alertmanager the last part of
   * a path may be a pattern, which may match nothing.
   *
   * @param folder from which patterns count
   * @throws ChannelException naming a file that is too large or cannot be read
   */
  public static List<TemplateFile> found(Path folder, List<String> patterns) {
    List<TemplateFile> files = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        for (Path file : matching(folder.toAbsolutePath().resolve(pattern))) {
          files.add(read(file));
        }
      } catch (IOException unreadable) {
        throw new ChannelException(
            "templates: cannot read %s: %s".formatted(pattern, unreadable.getMessage()));
      }
    }
    return files;
  }

  private static List<Path> matching(Path pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(pattern.getParent())) {
      try (DirectoryStream<Path> matching =
          Files.newDirectoryStream(pattern.getParent(), pattern.getFileName().toString())) {
        matching.forEach(found::add);
      }
    }
    found.sort(null);
    return found;
  }

  private static TemplateFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new ChannelException(
          "templates: %s must be at most %d bytes".formatted(file, MAX_BYTES));
    }
    return new TemplateFile(file.getFileName().toString(), Files.readString(file));
  }
}
