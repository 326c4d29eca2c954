package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Counts;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much the data of one symbol is asked for: the figures of {@link SymbolMetric}.
 *
 * <p>A query is a request that names the symbol, whether it was answered or not. A window hops by a
 * twelfth of its span, the usual one by a 48th. Takes {@value #MAX_BYTES} bytes at most beside the
 * name. Not thread-safe.
 */
public final class SymbolMeasure implements Measure<Request> {
  /** The most bytes that a symbol writes, but for its name. */
  public static final int MAX_BYTES = 1 << 10;

  private static final int VERSION = 1;
  private static final int BUCKETS = 12;
  private static final int USUAL_BUCKETS = 48;
  private static final double MILLIS = 1_000;

  /** The places of the series of one window; with room for metrics that are yet to come. */
  private static final int PLACES = 16;

  private static final SymbolMetric[] METRICS = SymbolMetric.values();

  private final String symbol;
  private final SymbolPolicy policy;
  private final List<Duration> spans;
  private final GivenSeries series = new GivenSeries(this::labels);

  /** In the order of {@link #spans}; the usual one stands last. */
  private final List<BucketWindow<QueryCount>> windows = new ArrayList<>();

  private long queries;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  SymbolMeasure(String symbol, SymbolPolicy policy) {
    this.symbol = symbol;
    this.policy = policy;
    this.spans = new ArrayList<>(policy.windows());
    spans.add(policy.usual());
    for (int i = 0; i < spans.size(); i++) {
      windows.add(window(spans.get(i).toMillis(), i == spans.size() - 1));
    }
  }

  private static BucketWindow<QueryCount> window(long spanMillis, boolean isUsual) {
    return BucketWindow.spanning(spanMillis, isUsual ? USUAL_BUCKETS : BUCKETS, QueryCount::new);
  }

  @Override
  public void add(Request request) {
    queries++;
    for (BucketWindow<QueryCount> window : windows) {
      QueryCount bucket = window.at(request.time());
      if (bucket != null) {
        bucket.increment();
      }
    }
    oldest = Math.min(oldest, request.time());
    newest = Math.max(newest, request.time());
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    series.begin(out);
    if (!isSpent(tick)) {
      put(0, SymbolMetric.ALL, (double) queries);
      put(0, SymbolMetric.LAST_QUERY_AGE, Math.max(0, tick - newest) / MILLIS);
      double usual = usualPerMilli(tick);
      for (int i = 0; i < windows.size(); i++) {
        BucketWindow<QueryCount> window = windows.get(i);
        double counted = (double) window.upTo(tick).queries();
        double perMilli = counted / window.covered(tick);
        put(i + 1, SymbolMetric.QUERIES, counted);
        put(i + 1, SymbolMetric.RATE, perMilli * MILLIS);
        if (i < windows.size() - 1) {
          put(i + 1, SymbolMetric.HEAT, perMilli / usual);
        }
      }
    }
    series.end();
  }

  /** The usual rate, over what is known of its span; NaN if that is too little. */
  private double usualPerMilli(long tick) {
    BucketWindow<QueryCount> window = windows.get(windows.size() - 1);
    long counted = window.upTo(tick).queries();
    long known = Math.min(window.covered(tick), tick - oldest);
    return counted < policy.minQueries() || known < policy.minKnown().toMillis()
        ? Double.NaN
        : (double) counted / known;
  }

  private void put(int window, SymbolMetric metric, double value) {
    series.put(window * PLACES + metric.ordinal(), value);
  }

  private Labels labels(int place) {
    int window = place / PLACES;
    return Labels.of(
        Labels.METRIC_NAME,
        METRICS[place % PLACES].metricName(),
        "symbol",
        symbol,
        "window",
        window == 0 ? "" : Bounds.label(spans.get(window - 1)));
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest >= policy.forgetAfter().toMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(symbol);
    out.writeLong(oldest);
    out.writeLong(newest);
    Counts.write(out, queries);
    out.writeByte(windows.size());
    for (int i = 0; i < windows.size(); i++) {
      out.writeLong(spans.get(i).toMillis());
      windows.get(i).write(out);
    }
    series.write(out);
  }

  /** Reads what was written, be it under another policy: a window that is new begins empty. */
  static SymbolMeasure read(DataInput in, SymbolPolicy policy) throws IOException {
    Counts.requireVersion(VERSION, in, "symbol measure");
    SymbolMeasure measure = new SymbolMeasure(in.readUTF(), policy);
    measure.oldest = in.readLong();
    measure.newest = in.readLong();
    measure.queries = Counts.read(in);
    int written = in.readUnsignedByte();
    List<Integer> windowsNow = new ArrayList<>(List.of(0));
    for (int i = 0; i < written; i++) {
      long span = in.readLong();
      boolean wasUsual = i == written - 1;
      BucketWindow<QueryCount> window = window(span, wasUsual);
      window.read(in, QueryCount::read);
      int place = measure.spans.indexOf(Duration.ofMillis(span));
      boolean isKept = place >= 0 && wasUsual == (place == measure.spans.size() - 1);
      windowsNow.add(isKept ? place + 1 : 0);
      if (isKept) {
        measure.windows.set(place, window);
      }
    }
    measure.series.read(in, place -> placeNow(place, windowsNow));
    return measure;
  }

  /** What was given over a window that is no more is forgotten. */
  private static int placeNow(int place, List<Integer> windowsNow) {
    int window = windowsNow.get(place / PLACES);
    return window == 0 && place >= PLACES ? -1 : window * PLACES + place % PLACES;
  }
}
