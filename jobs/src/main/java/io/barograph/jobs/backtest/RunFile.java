package io.barograph.jobs.backtest;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The file of sorted runs; several threads write to it at once. Thread-safe. */
final class RunFile implements AutoCloseable {
  /** The bytes of a sample: time, series, value. */
  static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

  private final FileChannel file;
  private final List<Run> runs = new ArrayList<>();
  private long length;

  /**
   * A sorted run.
   *
   * @param from its first byte in the file
   * @param samples how many it has
   */
  record Run(long from, int samples) implements Serializable {}

  RunFile(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Keeps a place for a run, which is to be written there before anyone reads. */
  synchronized Run add(int samples) {
    Run run = new Run(length, samples);
    length += (long) samples * BYTES;
    runs.add(run);
    return run;
  }

  /** Writes all that {@code bytes} has left and returns the place behind it. */
  long write(ByteBuffer bytes, long place) throws IOException {
    long at = place;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
    return at;
  }

  synchronized List<Run> runs() {
    return List.copyOf(runs);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
