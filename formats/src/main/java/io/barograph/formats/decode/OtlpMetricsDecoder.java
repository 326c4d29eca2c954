package io.barograph.formats.decode;

import io.barograph.formats.decode.OtlpSeries.Metric;
import io.barograph.formats.decode.OtlpSeries.Resource;
import io.barograph.formats.otlp.AttributeReader.AttributeException;
import io.barograph.formats.otlp.OtlpSchema;
import io.barograph.formats.otlp.PrometheusNames;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;

/**
 * Decodes an OTLP {@code ExportMetricsServiceRequest}, in protobuf or in JSON, as the OpenTelemetry
 * Collector's Kafka exporter writes it ({@code otlp_proto}, {@code otlp_json}).
 *
 * <p>Points become samples as in Prometheus's own OTLP receiver, so that its rules find the names
 * they know: {@link PrometheusNames} and {@link OtlpSeries} say how. Gauges and cumulative sums
 * give one sample, explicit histograms {@code _bucket}, {@code _count} and {@code _sum}, summaries
 * a sample for each quantile, {@code _count} and {@code _sum}. A resource that has a job or
 * instance and further attributes gives {@code target_info} at the time of its latest point. A
 * point that says {@code no recorded value} is a stale marker.
 *
 * <p>Refused, metric by metric or point by point, while the rest counts: exponential histograms,
 * and everything of delta temporality. A delta is no counter, {@code rate()} over it would be
 * wrong, and summing it up here would make results depend on which records were read; the
 * Collector's {@code deltatocumulative} processor does so at the source.
 */
public final class OtlpMetricsDecoder implements RecordDecoder {
  private static final int POINT = (1 << 3) | ProtoReader.LENGTH_DELIMITED;

  private final LabelsCache<Resource> resources;
  private final LabelsCache<Metric> metrics;
  private final OtlpSeries series = new OtlpSeries();
  private final DecodedBatch batch = new DecodedBatch();
  private final ProtoReader reader = new ProtoReader();
  private final OtlpPoints points;
  private final OtlpMetricHeader header = new OtlpMetricHeader();
  private final OtlpRequest request =
      new OtlpRequest(
          "ExportMetricsServiceRequest", OtlpSchema.METRICS_REQUEST, reader, new ResourceMetrics());
  private long nextId = 1;

  /** A decoder that remembers so many series, and fewer metrics and resources. */
  OtlpMetricsDecoder(int maxSeries) {
    resources = LabelsCache.ofSeries(maxSeries / 16 + 1);
    metrics = LabelsCache.ofSeries(maxSeries / 2 + 1);
    points = new OtlpPoints(reader, series, batch, maxSeries);
  }

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    batch.clear();
    request.read(value);
    batch.emit(out);
  }

  private final class ResourceMetrics implements OtlpRequest.Records {
    private Resource resource;

    @Override
    public void beginResource(FieldRun fields) throws WireException, AttributeException {
      resource = resource(fields);
      points.beginResource();
    }

    @Override
    public void read() throws WireException, AttributeException, MalformedRecordException {
      decodeMetric(resource);
    }

    @Override
    public void endResource() {
      if (resource.targetInfo() != null && points.latest() >= 0) {
        batch.sample(resource.targetInfo(), points.latest(), 1, false);
      }
    }
  }

  private void decodeMetric(Resource resource)
      throws WireException, AttributeException, MalformedRecordException {
    header.read(reader);
    if (!header.hasData()) {
      return;
    }
    Metric metric = metric(resource);
    if (metric.name().isEmpty()) {
      batch.refused("metrics.name", "must have a letter, digit or colon");
    } else if (header.data() == OtlpMetricHeader.EXPONENTIAL_HISTOGRAM) {
      batch.refused(
          "metrics." + metric.name(),
          "exponential histograms are not taken; export explicit buckets instead");
    } else if (!header.isCumulative()) {
      batch.refused(
          "metrics." + metric.name(),
          "must have cumulative temporality; export cumulatively, or put the Collector's"
              + " deltatocumulative processor before its Kafka exporter");
    } else {
      int end = reader.position();
      int outer = header.enterData(reader);
      decodePoints(metric);
      reader.leave(outer);
      reader.rewind(end);
    }
  }

  private void decodePoints(Metric metric)
      throws WireException, AttributeException, MalformedRecordException {
    while (reader.next()) {
      if (reader.tag() != POINT) {
        reader.skip();
        continue;
      }
      int outer = reader.enter();
      switch (header.data()) {
        case OtlpMetricHeader.HISTOGRAM -> points.decodeHistogram(metric);
        case OtlpMetricHeader.SUMMARY -> points.decodeSummary(metric);
        default -> points.decodeNumber(metric);
      }
      reader.leave(outer);
    }
  }

  private Resource resource(FieldRun fields) throws WireException, AttributeException {
    byte[] bytes = fields.bytes();
    int from = fields.from();
    int to = fields.to();
    Resource resource = resources.find(0, bytes, from, to);
    if (resource == null) {
      resource = series.resource(nextId++, fields);
      resources.put(0, bytes, from, to, resource);
    }
    return resource;
  }

  private Metric metric(Resource resource) throws MalformedRecordException {
    byte[] key = header.key();
    int length = header.keyLength();
    Metric metric = metrics.find(resource.id(), key, 0, length);
    if (metric == null) {
      metric = new Metric(nextId++, header.prometheusName(), resource);
      metrics.put(resource.id(), key, 0, length, metric);
    }
    return metric;
  }
}
