package io.barograph.jobs.backtest;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes samples in any order and writes them to one file in runs that are sorted by time each.
 *
 * <p>Memory: {@value #RUN_SAMPLES} samples, 29 MiB. Disk: {@value #BYTES} bytes a sample.
 */
final class SampleSorter implements AutoCloseable {
  /** The most samples of a run; as many as their places fit into a sort key. */
  static final int RUN_SAMPLES = 1 << 20;

  /** The bytes of a sample in the file: time, series, value. */
  static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

  private static final int INDEX_BITS = 20;
  private static final long MAX_SPAN = (1L << (63 - INDEX_BITS)) - 1;

  private final FileChannel file;
  private final int runSamples;
  private final long[] timestamps;
  private final int[] series;
  private final long[] bits;
  private final long[] keys;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES << 13);
  private final List<Run> runs = new ArrayList<>();
  private int size;
  private long earliest;
  private long latest;
  private long written;

  /**
   * A sorted run.
   *
   * @param from its first byte in the file
   * @param samples how many it has
   */
  record Run(long from, int samples) implements Serializable {}

  SampleSorter(Path path) throws IOException {
    this(path, RUN_SAMPLES);
  }

  /** A sorter with shorter runs, at most {@link #RUN_SAMPLES}. */
  SampleSorter(Path path, int runSamples) throws IOException {
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    this.runSamples = runSamples;
    this.timestamps = new long[runSamples];
    this.series = new int[runSamples];
    this.bits = new long[runSamples];
    this.keys = new long[runSamples];
  }

  void add(long timestamp, int number, long valueBits) throws IOException {
    if (size == runSamples || (size > 0 && !spans(timestamp))) {
      endRun();
    }
    earliest = size == 0 ? timestamp : Math.min(earliest, timestamp);
    latest = size == 0 ? timestamp : Math.max(latest, timestamp);
    timestamps[size] = timestamp;
    series[size] = number;
    bits[size] = valueBits;
    size++;
  }

  /** Writes what is still held and returns all runs. */
  List<Run> finish() throws IOException {
    if (size > 0) {
      endRun();
    }
    return List.copyOf(runs);
  }

  private boolean spans(long timestamp) {
    return Math.max(latest, timestamp) - Math.min(earliest, timestamp) <= MAX_SPAN;
  }

  private void endRun() throws IOException {
    for (int i = 0; i < size; i++) {
      keys[i] = (timestamps[i] - earliest) << INDEX_BITS | i;
    }
    Arrays.sort(keys, 0, size);
    for (int i = 0; i < size; i++) {
      int at = (int) keys[i] & (RUN_SAMPLES - 1);
      if (buffer.remaining() < BYTES) {
        drain();
      }
      buffer.putLong(timestamps[at]).putInt(series[at]).putLong(bits[at]);
    }
    drain();
    runs.add(new Run(written, size));
    written += (long) size * BYTES;
    size = 0;
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      int unused = file.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
