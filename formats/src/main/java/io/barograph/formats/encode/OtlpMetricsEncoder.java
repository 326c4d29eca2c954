package io.barograph.formats.encode;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.wire.ProtoWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes samples as an OTLP {@code ExportMetricsServiceRequest}, each as a point of a gauge.
 *
 * <p>The labels {@code job} and {@code instance} become the resource's {@code service.name} and
 * {@code service.instance.id}, the others the point's attributes, so that what is decoded again is
 * the same series as long as its name has no suffix for a unit. Runs of samples of one resource and
 * name share a metric.
 */
public final class OtlpMetricsEncoder {
  private static final String JOB = "job";
  private static final String INSTANCE = "instance";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Origin(String job, String instance) {}

  private OtlpMetricsEncoder() {}

  /** The request in protobuf. */
  public static byte[] encode(List<Sample> samples) {
    Map<Origin, Map<String, ProtoWriter>> gauges = new LinkedHashMap<>();
    for (Sample sample : samples) {
      Labels labels = sample.labels();
      writePoint(
          gauges
              .computeIfAbsent(
                  new Origin(labels.get(JOB), labels.get(INSTANCE)), o -> new LinkedHashMap<>())
              .computeIfAbsent(labels.metricName(), name -> new ProtoWriter()),
          sample);
    }
    ProtoWriter request = new ProtoWriter();
    gauges.forEach((origin, metrics) -> writeResource(request, origin, metrics));
    return request.toByteArray();
  }

  private static void writeResource(
      ProtoWriter request, Origin origin, Map<String, ProtoWriter> metrics) {
    int resourceMetrics = request.begin(1);
    int resource = request.begin(1);
    OtlpAttributes.write(request, 1, "service.name", origin.job());
    OtlpAttributes.write(request, 1, "service.instance.id", origin.instance());
    request.end(resource);
    int scopeMetrics = request.begin(2);
    metrics.forEach(
        (name, points) -> {
          int metric = request.begin(2);
          request.text(1, name).bytes(5, points.toByteArray()).end(metric);
        });
    request.end(scopeMetrics).end(resourceMetrics);
  }

  private static void writePoint(ProtoWriter gauge, Sample sample) {
    int point = gauge.begin(1);
    gauge.fixed64(3, sample.timestamp() * NANOS_PER_MILLI);
    if (!sample.stale()) {
      gauge.number(4, sample.value());
    }
    Labels labels = sample.labels();
    for (int i = 0; i < labels.size(); i++) {
      switch (labels.name(i)) {
        case Labels.METRIC_NAME, JOB, INSTANCE -> {}
        default -> OtlpAttributes.write(gauge, 7, labels.name(i), labels.value(i));
      }
    }
    if (sample.stale()) {
      gauge.varint(8, 1);
    }
    gauge.end(point);
  }
}
