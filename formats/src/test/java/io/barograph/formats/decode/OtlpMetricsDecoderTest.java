package io.barograph.formats.decode;

import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpMetricsDecoderTest {
  private static final long TIME = 1_767_323_045_678L;
  private static final long NANOS = TIME * 1_000_000 + 999_999;

  private final OtlpMetricsDecoder decoder = new OtlpMetricsDecoder(Format.DEFAULT_MAX_SERIES);

  @Test
  void aGaugeIsASampleWithJobAndInstance() throws Exception {
    Metric gauge =
        Metric.newBuilder()
            .setName("system.memory.usage")
            .setDescription("used")
            .setUnit("By")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(point().setAsDouble(1.5).addAttributes(text("state", "used")))
                    .addDataPoints(point().setAsInt(-7).addAttributes(text("state", "free"))))
            .build();

    assertThat(decode(gauge).samples)
        .containsExactly(
            Sample.of(memory("used"), TIME, 1.5),
            Sample.of(memory("free"), TIME, -7),
            Sample.of(
                Labels.of(
                    "__name__", "target_info",
                    "job", "shop/api",
                    "instance", "i-1",
                    "host_name", "h"),
                TIME,
                1));
  }

  @Test
  void aSeriesSeenBeforeIsTheSameInstance() throws Exception {
    Metric gauge = gauge("up", point().setAsInt(1));

    assertThat(decode(gauge).samples.get(0).labels())
        .isSameAs(decode(gauge).samples.get(0).labels());
    assertThat(decode(gauge("down", point().setAsInt(1))).samples.get(0).labels().metricName())
        .isEqualTo("down");
  }

  @Test
  void monotonicSumsAreCountersAndOthersAreNot() throws Exception {
    assertThat(names(decode(sum(true)))).startsWith("orders_total");
    assertThat(names(decode(sum(false)))).startsWith("orders");
  }

  @Test
  void deltasAreRefusedMetricByMetric() throws Exception {
    Metric delta =
        Metric.newBuilder()
            .setName("orders")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(AGGREGATION_TEMPORALITY_DELTA)
                    .addDataPoints(point().setAsInt(1)))
            .build();

    Recorded recorded = decode(delta, gauge("up", point().setAsInt(1)));

    assertThat(names(recorded)).startsWith("up");
    assertThat(recorded.refused)
        .containsExactly(
            "metrics.orders_total: must have cumulative temporality; export cumulatively, or put"
                + " the Collector's deltatocumulative processor before its Kafka exporter");
  }

  @Test
  void aHistogramIsItsBucketsCountAndSum() throws Exception {
    Recorded recorded = decode(histogram(histogramPoint().setSum(12.5)));

    assertThat(recorded.samples.subList(0, 5))
        .extracting(sample -> sample.labels().toString() + " " + sample.value())
        .containsExactly(
            "latency_seconds_bucket{instance=\"i-1\", job=\"shop/api\", le=\"0.005\", path=\"/\"} 2.0",
            "latency_seconds_bucket{instance=\"i-1\", job=\"shop/api\", le=\"10\", path=\"/\"} 5.0",
            "latency_seconds_bucket{instance=\"i-1\", job=\"shop/api\", le=\"+Inf\", path=\"/\"} 9.0",
            "latency_seconds_count{instance=\"i-1\", job=\"shop/api\", path=\"/\"} 9.0",
            "latency_seconds_sum{instance=\"i-1\", job=\"shop/api\", path=\"/\"} 12.5");
  }

  @Test
  void aHistogramWithoutSumHasNone() throws Exception {
    assertThat(names(decode(histogram(histogramPoint())))).doesNotContain("latency_seconds_sum");
  }

  @Test
  void aHistogramWhoseBucketsDoNotFitItsBoundsIsRefused() throws Exception {
    Recorded recorded = decode(histogram(histogramPoint().addExplicitBounds(20)));

    assertThat(recorded.refused)
        .containsExactly(
            "metrics.latency_seconds: must have ascending bounds and one bucket more than bounds,"
                + " has 3 bounds and 3 buckets");
  }

  @Test
  void aSummaryIsItsQuantilesCountAndSum() throws Exception {
    Metric summary =
        Metric.newBuilder()
            .setName("gc")
            .setUnit("s")
            .setSummary(
                Summary.newBuilder()
                    .addDataPoints(
                        SummaryDataPoint.newBuilder()
                            .setTimeUnixNano(NANOS)
                            .setCount(3)
                            .setSum(0.75)
                            .addQuantileValues(quantile(0.5, 0.25))
                            .addQuantileValues(quantile(1, 0.3))))
            .build();

    assertThat(decode(summary).samples.subList(0, 4))
        .extracting(
            sample -> sample.labels().without("job").without("instance") + " " + sample.value())
        .containsExactly(
            "gc_seconds{quantile=\"0.5\"} 0.25",
            "gc_seconds{quantile=\"1\"} 0.3",
            "gc_seconds_count{} 3.0",
            "gc_seconds_sum{} 0.75");
  }

  @Test
  void exponentialHistogramsAreRefused() throws Exception {
    Metric exponential =
        Metric.newBuilder()
            .setName("latency")
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .addDataPoints(ExponentialHistogramDataPoint.newBuilder().setCount(1)))
            .build();

    assertThat(decode(exponential).refused)
        .containsExactly(
            "metrics.latency: exponential histograms are not taken; export explicit buckets"
                + " instead");
  }

  @Test
  void noRecordedValueIsAStaleMarkerInEverySeries() throws Exception {
    assertThat(decode(gauge("up", point().setFlags(1))).samples.get(0).stale()).isTrue();
    Recorded recorded = decode(histogram(histogramPoint().setSum(1).setFlags(1)));
    assertThat(recorded.samples.subList(0, 5)).allMatch(Sample::stale);
    Metric bits = gauge("up", point().setAsDouble(Double.longBitsToDouble(0x7ff0000000000002L)));
    assertThat(decode(bits).samples.get(0).stale()).isTrue();
  }

  @Test
  void pointsWithoutTimeOrValueAreRefusedAlone() throws Exception {
    Recorded recorded =
        decode(
            gauge("a", NumberDataPoint.newBuilder().setAsInt(1)),
            gauge("b", NumberDataPoint.newBuilder().setTimeUnixNano(NANOS)),
            gauge("c", point().setAsInt(1)),
            gauge("...", point().setAsInt(1)));

    assertThat(names(recorded)).containsExactly("c", "target_info");
    assertThat(recorded.refused).hasSize(3);
  }

  @Test
  void attributesThatFallOnOneNameAreJoined() throws Exception {
    Metric gauge =
        gauge(
            "up",
            point()
                .setAsInt(1)
                .addAttributes(text("a.b", "1"))
                .addAttributes(text("a-b", "2"))
                .addAttributes(text("job", "ignored"))
                .addAttributes(any("list", list()))
                .addAttributes(any("half", AnyValue.newBuilder().setDoubleValue(0.5)))
                .addAttributes(any("whole", AnyValue.newBuilder().setDoubleValue(2)))
                .addAttributes(any("yes", AnyValue.newBuilder().setBoolValue(true)))
                .addAttributes(
                    any(
                        "raw",
                        AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[3])))));

    assertThat(decode(gauge).samples.get(0).labels())
        .hasToString(
            "up{a_b=\"2;1\", half=\"0.5\", instance=\"i-1\", job=\"shop/api\","
                + " list=\"[\\\"x\\\",7]\", raw=\"AAAA\", whole=\"2\", yes=\"true\"}");
  }

  @Test
  void jsonGivesWhatProtobufGives() throws Exception {
    String json =
        """
        {"resourceMetrics":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"api"}},
          {"key":"service.namespace","value":{"stringValue":"shop"}},
          {"key":"service.instance.id","value":{"stringValue":"i-1"}},
          {"key":"host.name","value":{"stringValue":"h"}}]},
          "scopeMetrics":[{"scope":{"name":"s"},"metrics":[
            {"name":"latency","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[
              {"attributes":[{"key":"path","value":{"stringValue":"/"}}],
               "startTimeUnixNano":"1","timeUnixNano":"%d","count":"9","sum":12.5,
               "bucketCounts":["2",3,"4"],"explicitBounds":[0.005,10],"unknown":{"a":[1]}}]}},
            {"name":"up","gauge":{"dataPoints":[{"timeUnixNano":%d,"asInt":"-7"},
              {"timeUnixNano":%d,"asDouble":"NaN","attributes":[{"key":"n","value":{"intValue":"3"}}]}]}},
            {"name":"orders","sum":{"isMonotonic":true,
              "aggregationTemporality":"AGGREGATION_TEMPORALITY_CUMULATIVE",
              "dataPoints":[{"time_unix_nano":"%d","as_double":3.5}]}}]}]}]}"""
            .formatted(NANOS, NANOS, NANOS, NANOS);
    Recorded expected =
        decode(
            histogram(histogramPoint().setSum(12.5)),
            gauge(
                "up",
                point().setAsInt(-7),
                point()
                    .setAsDouble(Double.NaN)
                    .addAttributes(any("n", AnyValue.newBuilder().setIntValue(3)))),
            Metric.newBuilder()
                .setName("orders")
                .setSum(
                    Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(point().setAsDouble(3.5)))
                .build());

    assertThat(decode(json.getBytes(UTF_8)).summary()).isEqualTo(expected.summary());
    assertThat(expected.refused).isEmpty();
  }

  @Test
  void brokenRecordsYieldNothing() {
    byte[] good = request(gauge("up", point().setAsInt(1)));
    for (int length = 1; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> decode(cut)).isInstanceOf(MalformedRecordException.class);
    }
    assertThatThrownBy(() -> decode("{\"resourceMetrics\":{}}".getBytes(UTF_8)))
        .hasMessage("resourceMetrics: must be an array, was \"{\"");
    assertThatThrownBy(() -> decode("{\"resourceMetrics\":[7]}".getBytes(UTF_8)))
        .hasMessage("resourceMetrics: must be an object, was \"7\"");
  }

  @Test
  void anEmptyRequestYieldsNothing() throws Exception {
    assertThat(decode(new byte[0]).summary()).isEqualTo("[] [] []");
  }

  private static Labels memory(String state) {
    return Labels.of(
        "__name__", "system_memory_usage_bytes",
        "job", "shop/api",
        "instance", "i-1",
        "state", state);
  }

  private static Metric gauge(String name, NumberDataPoint.Builder... points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (NumberDataPoint.Builder point : points) {
      gauge.addDataPoints(point);
    }
    return Metric.newBuilder().setName(name).setGauge(gauge).build();
  }

  private static Metric sum(boolean monotonic) {
    return Metric.newBuilder()
        .setName("orders")
        .setSum(
            Sum.newBuilder()
                .setIsMonotonic(monotonic)
                .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point().setAsInt(1)))
        .build();
  }

  private static Metric histogram(HistogramDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName("latency")
        .setUnit("s")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point))
        .build();
  }

  private static HistogramDataPoint.Builder histogramPoint() {
    return HistogramDataPoint.newBuilder()
        .addAttributes(text("path", "/"))
        .setTimeUnixNano(NANOS)
        .setCount(9)
        .addAllBucketCounts(List.of(2L, 3L, 4L))
        .addAllExplicitBounds(List.of(0.005, 10.0));
  }

  private static SummaryDataPoint.ValueAtQuantile quantile(double quantile, double value) {
    return SummaryDataPoint.ValueAtQuantile.newBuilder()
        .setQuantile(quantile)
        .setValue(value)
        .build();
  }

  private static NumberDataPoint.Builder point() {
    return NumberDataPoint.newBuilder().setStartTimeUnixNano(5).setTimeUnixNano(NANOS);
  }

  private static AnyValue.Builder list() {
    return AnyValue.newBuilder()
        .setArrayValue(
            ArrayValue.newBuilder()
                .addValues(AnyValue.newBuilder().setStringValue("x"))
                .addValues(AnyValue.newBuilder().setIntValue(7)));
  }

  private static KeyValue text(String key, String value) {
    return any(key, AnyValue.newBuilder().setStringValue(value));
  }

  private static KeyValue any(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static byte[] request(Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(text("service.name", "api"))
                        .addAttributes(text("service.namespace", "shop"))
                        .addAttributes(text("service.instance.id", "i-1"))
                        .addAttributes(text("host.name", "h")))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build()
        .toByteArray();
  }

  private static List<String> names(Recorded recorded) {
    return recorded.samples.stream().map(sample -> sample.labels().metricName()).toList();
  }

  private Recorded decode(Metric... metrics) throws MalformedRecordException {
    return decode(request(metrics));
  }

  private Recorded decode(byte[] request) throws MalformedRecordException {
    Recorded recorded = new Recorded();
    decoder.decode(request, recorded);
    return recorded;
  }
}
