package io.barograph.jobs.backtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes samples in any order and writes them in runs that are sorted by time each. For one thread.
 *
 * <p>Memory: {@value #RUN_SAMPLES} samples, 29 MiB.
 */
final class SampleSorter {
  /** The most samples of a run; as many as their places fit into a sort key. */
  static final int RUN_SAMPLES = 1 << 20;

  private static final int INDEX_BITS = 20;
  private static final long MAX_SPAN = (1L << (63 - INDEX_BITS)) - 1;

  private final RunFile file;
  private final int runSamples;
  private final long[] timestamps;
  private final int[] series;
  private final long[] bits;
  private final long[] keys;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(RunFile.BYTES << 13);
  private int size;
  private long earliest;
  private long latest;

  SampleSorter(RunFile file) {
    this(file, RUN_SAMPLES);
  }

  /** A sorter with shorter runs, at most {@link #RUN_SAMPLES}. */
  SampleSorter(RunFile file, int runSamples) {
    this.file = file;
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

  /** Writes what is still held. */
  void finish() throws IOException {
    if (size > 0) {
      endRun();
    }
  }

  private boolean spans(long timestamp) {
    return Math.max(latest, timestamp) - Math.min(earliest, timestamp) <= MAX_SPAN;
  }

  private void endRun() throws IOException {
    for (int i = 0; i < size; i++) {
      keys[i] = (timestamps[i] - earliest) << INDEX_BITS | i;
    }
    Arrays.sort(keys, 0, size);
    long place = file.add(size).from();
    for (int i = 0; i < size; i++) {
      int at = (int) keys[i] & (RUN_SAMPLES - 1);
      if (buffer.remaining() < RunFile.BYTES) {
        place = drain(place);
      }
      buffer.putLong(timestamps[at]).putInt(series[at]).putLong(bits[at]);
    }
    drain(place);
    size = 0;
  }

  private long drain(long place) throws IOException {
    buffer.flip();
    long next = file.write(buffer, place);
    buffer.clear();
    return next;
  }
}
