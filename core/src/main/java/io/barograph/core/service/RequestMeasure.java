package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Counts;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of one service, endpoint and method: the figures of {@link RequestMetric}.
 *
 * <p>A window hops by a twelfth of its span. At most {@value #MAX_WINDOW_BYTES} bytes are kept of
 * each window, and under 200 and the names beside them. Not thread-safe.
 */
public final class RequestMeasure implements Measure<Request> {
  /** The most bytes that a window writes. */
  public static final int MAX_WINDOW_BYTES = 12 << 10;

  private static final int VERSION = 1;
  private static final int BUCKETS = 12;
  private static final double MILLIS = 1_000;

  /** The places of the series of one window; with room for metrics that are yet to come. */
  private static final int PLACES = 32;

  private static final RequestMetric[] METRICS = RequestMetric.values();

  private final String service;
  private final String endpoint;
  private final String method;
  private final RequestPolicy policy;
  private final GivenSeries series = new GivenSeries(this::labels);
  private final List<BucketWindow<RequestSummary>> windows = new ArrayList<>();
  private RequestCounts counts = new RequestCounts();
  private long newest = Long.MIN_VALUE;

  RequestMeasure(String service, String endpoint, String method, RequestPolicy policy) {
    this.service = service;
    this.endpoint = endpoint;
    this.method = method;
    this.policy = policy;
    policy.windows().forEach(span -> windows.add(window(span.toMillis())));
  }

  private static BucketWindow<RequestSummary> window(long spanMillis) {
    return BucketWindow.spanning(spanMillis, BUCKETS, RequestSummary::new);
  }

  @Override
  public void add(Request request) {
    counts.add(request);
    for (BucketWindow<RequestSummary> window : windows) {
      RequestSummary bucket = window.at(request.time());
      if (bucket != null) {
        bucket.add(request, policy.apdexSeconds());
      }
    }
    newest = Math.max(newest, request.time());
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    series.begin(out);
    if (!isSpent(tick)) {
      put(0, RequestMetric.ALL, counts.all());
      put(0, RequestMetric.ALL_FAILURES, counts.failed());
      put(0, RequestMetric.ALL_CLIENT_ERRORS, counts.clientErrors());
      put(0, RequestMetric.ALL_REQUEST_BYTES, counts.askedBytes());
      put(0, RequestMetric.ALL_RESPONSE_BYTES, counts.answeredBytes());
      put(0, RequestMetric.LAST_REQUEST_AGE, Math.max(0, tick - newest) / MILLIS);
      for (int i = 0; i < windows.size(); i++) {
        BucketWindow<RequestSummary> window = windows.get(i);
        put(i + 1, window.upTo(tick), window.covered(tick) / MILLIS);
      }
    }
    series.end();
  }

  private void put(int window, RequestSummary summary, double seconds) {
    RequestCounts of = summary.counts();
    double all = of.all();
    put(window, RequestMetric.REQUESTS, all);
    put(window, RequestMetric.RATE, all / seconds);
    put(window, RequestMetric.REQUEST_BYTES, of.meanAsked());
    put(window, RequestMetric.RESPONSE_BYTES, of.meanAnswered());
    put(window, RequestMetric.LATENCY_P50, summary.seconds(0.5, policy.minRequests()));
    put(window, RequestMetric.LATENCY_P95, summary.seconds(0.95, policy.minRequests()));
    put(window, RequestMetric.LATENCY_P99, summary.seconds(0.99, policy.minRequests()));
    if (of.all() >= policy.minRequests()) {
      put(window, RequestMetric.SUCCESS_RATIO, (all - of.failed()) / all);
      put(window, RequestMetric.CLIENT_ERROR_RATIO, of.clientErrors() / all);
      put(window, RequestMetric.APDEX, summary.apdex().index());
    }
  }

  private void put(int window, RequestMetric metric, double value) {
    series.put(window * PLACES + metric.ordinal(), value);
  }

  private void put(int window, RequestMetric metric, long value) {
    put(window, metric, (double) value);
  }

  private Labels labels(int place) {
    RequestMetric metric = METRICS[place % PLACES];
    int window = place / PLACES;
    return Labels.of(
        Labels.METRIC_NAME,
        metric.metricName(),
        "service",
        service,
        "endpoint",
        endpoint,
        "method",
        method,
        "window",
        window == 0 ? "" : Bounds.label(policy.windows().get(window - 1)),
        "quantile",
        metric.quantile());
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest >= policy.forgetAfter().toMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(service);
    out.writeUTF(endpoint);
    out.writeUTF(method);
    out.writeLong(newest);
    counts.write(out);
    out.writeByte(windows.size());
    for (int i = 0; i < windows.size(); i++) {
      out.writeLong(policy.windows().get(i).toMillis());
      windows.get(i).write(out);
    }
    series.write(out);
  }

  /** Reads what was written, be it under another policy: a window that is new begins empty. */
  static RequestMeasure read(DataInput in, PolicyBook<RequestPolicy> policies) throws IOException {
    Counts.requireVersion(VERSION, in, "request measure");
    String service = in.readUTF();
    String endpoint = in.readUTF();
    String method = in.readUTF();
    RequestPolicy policy = RequestMeasureKind.policyOf(policies, service, endpoint, method);
    RequestMeasure measure = new RequestMeasure(service, endpoint, method, policy);
    measure.newest = in.readLong();
    measure.counts = RequestCounts.read(in);
    int written = in.readUnsignedByte();
    List<Integer> windowsNow = new ArrayList<>(List.of(0));
    for (int i = 0; i < written; i++) {
      long span = in.readLong();
      BucketWindow<RequestSummary> window = window(span);
      window.read(in, RequestSummary::read);
      int place = policy.windows().indexOf(Duration.ofMillis(span));
      windowsNow.add(place + 1);
      if (place >= 0) {
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
