package io.barograph.core.strategy;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.sample.StaleMarker;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/**
 * The series of one account and strategy: gives those that are defined at a tick, and ends with a
 * stale marker those that no longer are. Not thread-safe.
 */
final class StrategySeries {
  /** The window of a figure that has none. */
  static final int NO_WINDOW = 0;

  private static final int METRICS = StrategyMetric.values().length;

  /** Room for metrics that are yet to come, so that what was written keeps its place. */
  private static final int PLACES = 128;

  private final String account;
  private final String strategy;
  private final List<String> windows;
  private final Labels[] labels;

  /** What was given at the last tick, by metric and window. */
  private BitSet given = new BitSet();

  private BitSet now = new BitSet();
  private SampleOutput out;

  /** Over {@code windows}, counted from 1. */
  StrategySeries(String account, String strategy, List<String> windows) {
    this.account = account;
    this.strategy = strategy;
    this.windows = windows;
    this.labels = new Labels[METRICS * (windows.size() + 1)];
  }

  /** Begins a tick. */
  void begin(SampleOutput tickOut) {
    out = tickOut;
    now = new BitSet();
  }

  /** Gives a sample, if {@code value} is finite. */
  void put(StrategyMetric metric, int window, double value) {
    if (Double.isFinite(value)) {
      now.set(window * PLACES + metric.ordinal());
      out.put(labels(metric, window), value);
    }
  }

  /** Gives a sample of a count. */
  void put(StrategyMetric metric, int window, long value) {
    put(metric, window, (double) value);
  }

  /** Ends what was given at the last tick and is not at this one. */
  void end() {
    given.andNot(now);
    for (int place = given.nextSetBit(0); place >= 0; place = given.nextSetBit(place + 1)) {
      out.put(
          labels(StrategyMetric.values()[place % PLACES], place / PLACES),
          Double.longBitsToDouble(StaleMarker.BITS));
    }
    given = now;
    out = null;
  }

  private Labels labels(StrategyMetric metric, int window) {
    int place = window * METRICS + metric.ordinal();
    if (labels[place] == null) {
      labels[place] =
          Labels.of(
              Labels.METRIC_NAME,
              metric.metricName(),
              "account",
              account,
              "strategy",
              strategy,
              "window",
              label(window),
              "quantile",
              metric.quantile());
    }
    return labels[place];
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(windows.size() + 1);
    for (int window = 0; window <= windows.size(); window++) {
      long[] words = given.get(window * PLACES, (window + 1) * PLACES).toLongArray();
      out.writeUTF(label(window));
      out.writeByte(words.length);
      for (long word : words) {
        out.writeLong(word);
      }
    }
  }

  /** Reads what was written; what was given over a window that is no more is forgotten. */
  void read(DataInput in) throws IOException {
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      String label = in.readUTF();
      long[] words = new long[in.readUnsignedByte()];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.readLong();
      }
      int window = label.isEmpty() ? NO_WINDOW : windows.indexOf(label) + 1;
      if (label.isEmpty() || window > 0) {
        BitSet.valueOf(words).stream().forEach(place -> given.set(window * PLACES + place));
      }
    }
  }

  private String label(int window) {
    return window == NO_WINDOW ? "" : windows.get(window - 1);
  }
}
