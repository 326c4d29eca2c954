package io.barograph.cli.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The growing end of a log file.
 *
 * <p>A file that is shorter than it was has been rolled: it is read from its beginning. At most 1
 * MiB is read at once.
 */
public final class LogTail {
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private long position;

  private LogTail(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  /** What is written to {@code file} from now on. */
  public static LogTail fromNow(Path file) throws IOException {
    return new LogTail(file, Files.exists(file) ? Files.size(file) : 0);
  }

  /** The lines that were finished since the last call; none while the file does not exist. */
  public List<String> newLines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes;
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      if (open.length() < position) {
        position = 0;
        unfinished.reset();
      }
      bytes = new byte[(int) Math.min(MAX_BYTES, open.length() - position)];
      open.seek(position);
      open.readFully(bytes);
    }
    position += bytes.length;
    List<String> lines = new ArrayList<>();
    for (byte b : bytes) {
      if (b == '\n') {
        lines.add(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
      } else {
        unfinished.write(b);
      }
    }
    return lines;
  }
}
