package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was decoded of a record so far, held back until all of it is known to be good. Parts are
 * handed on in the order: samples, log records, refused parts. Not thread-safe.
 */
final class DecodedBatch {
  /** Batches up to here leave their arrays to the next one. */
  private static final int KEPT_CAPACITY = 1 << 14;

  private Labels[] labels = new Labels[256];
  private long[] timestamps = new long[256];
  private double[] values = new double[256];
  private boolean[] stale = new boolean[256];
  private int size;
  private final List<LogRecord> logs = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** Adds a sample, or refuses it if its time is out of range. */
  void sample(Labels series, long timestamp, double value, boolean isStale) {
    if (!EventTime.isValid(timestamp)) {
      refused("timestamp", EventTime.EXPECTED + " in " + series.metricName());
      return;
    }
    if (size == labels.length) {
      resize(2 * size);
    }
    labels[size] = series;
    timestamps[size] = timestamp;
    values[size] = isStale ? 0 : value;
    stale[size] = isStale;
    size++;
  }

  /** Adds a log record. */
  void log(LogRecord log) {
    logs.add(log);
  }

  /** Adds a part that is not taken. */
  void refused(String field, String reason) {
    refused.add(field);
    refused.add(reason);
  }

  /** Forgets what a record that turned out malformed has left. */
  void clear() {
    size = 0;
    logs.clear();
    refused.clear();
    if (labels.length > KEPT_CAPACITY) {
      resize(KEPT_CAPACITY);
    }
  }

  /** Hands everything to {@code out} and is empty again. */
  void emit(DecodedRecords out) {
    for (int i = 0; i < size; i++) {
      out.sample(labels[i], timestamps[i], values[i], stale[i]);
    }
    for (LogRecord log : logs) {
      out.log(log);
    }
    for (int i = 0; i < refused.size(); i += 2) {
      out.refused(refused.get(i), refused.get(i + 1));
    }
    clear();
  }

  private void resize(int capacity) {
    labels = Arrays.copyOf(labels, capacity);
    timestamps = Arrays.copyOf(timestamps, capacity);
    values = Arrays.copyOf(values, capacity);
    stale = Arrays.copyOf(stale, capacity);
  }
}
