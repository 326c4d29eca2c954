package io.barograph.core.service;

import io.barograph.core.statistics.QuantileSketch;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is kept of a run of requests. Not thread-safe. */
final class RequestSummary implements Summary<RequestSummary> {
  private RequestCounts counts = new RequestCounts();
  private ApdexCounts apdex = new ApdexCounts();
  private QuantileSketch seconds = new QuantileSketch();

  void add(Request request, double apdexSeconds) {
    counts.add(request);
    apdex.add(request.durationSeconds(), request.isFailed(), apdexSeconds);
    seconds.add(request.durationSeconds());
  }

  @Override
  public void merge(RequestSummary later) {
    counts.merge(later.counts);
    apdex.merge(later.apdex);
    seconds.merge(later.seconds);
  }

  RequestCounts counts() {
    return counts;
  }

  ApdexCounts apdex() {
    return apdex;
  }

  /** What a share of the requests take at most; NaN of fewer than it takes to say. */
  double seconds(double share, int minRequests) {
    double needed = Math.max(minRequests, Math.rint(1 / (1 - share)));
    return counts.all() < needed ? Double.NaN : seconds.quantile(share);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    counts.write(out);
    apdex.write(out);
    seconds.write(out);
  }

  static RequestSummary read(DataInput in) throws IOException {
    RequestSummary summary = new RequestSummary();
    summary.counts = RequestCounts.read(in);
    summary.apdex = ApdexCounts.read(in);
    summary.seconds = QuantileSketch.read(in);
    return summary;
  }
}
