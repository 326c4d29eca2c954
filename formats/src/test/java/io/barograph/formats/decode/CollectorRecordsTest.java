package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.wire.ProtoWriter;
import io.barograph.formats.wire.SnappyBlock;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One record of each collector in {@code deploy/collectors}, read under its format and by AUTO. */
class CollectorRecordsTest {
  private static final long TIME = 1_767_323_045_000L;

  @Test
  void prometheusKafkaAdapter() throws Exception {
    assertSame(
        Format.JSON_SAMPLE,
        """
        {"labels":{"__name__":"up","instance":"db-1:9187","job":"postgres"},"name":"up",\
        "timestamp":"2026-01-02T03:04:05Z","value":"1"}""",
        Sample.of(
            Labels.of("__name__", "up", "instance", "db-1:9187", "job", "postgres"), TIME, 1));
  }

  /** The Prometheus receiver's resource: the target's job, instance and address. */
  @Test
  void openTelemetryCollector() throws Exception {
    byte[] request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .setResource(
                        Resource.newBuilder()
                            .addAttributes(attribute("service.name", "postgres"))
                            .addAttributes(attribute("service.instance.id", "db-1:9187"))
                            .addAttributes(attribute("server.port", "9187"))
                            .addAttributes(attribute("url.scheme", "http")))
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .setScope(
                                InstrumentationScope.newBuilder().setName("prometheusreceiver"))
                            .addMetrics(
                                Metric.newBuilder()
                                    .setName("up")
                                    .setDescription("The scraping was successful")
                                    .setGauge(Gauge.newBuilder().addDataPoints(point(1))))
                            .addMetrics(
                                Metric.newBuilder()
                                    .setName("pg_stat_commits_total")
                                    .setSum(
                                        Sum.newBuilder()
                                            .setIsMonotonic(true)
                                            .setAggregationTemporalityValue(2)
                                            .addDataPoints(
                                                point(7)
                                                    .addAttributes(attribute("datname", "orders")))
                                            .addDataPoints(
                                                point(0)
                                                    .addAttributes(attribute("datname", "old"))
                                                    .setFlags(1))))))
            .build()
            .toByteArray();

    for (Format format : new Format[] {Format.OTLP_METRICS, Format.AUTO}) {
      assertThat(decode(format, request).samples)
          .containsExactly(
              Sample.of(postgres("__name__", "up"), TIME, 1),
              Sample.of(
                  postgres("__name__", "pg_stat_commits_total", "datname", "orders"), TIME, 7),
              Sample.stale(postgres("__name__", "pg_stat_commits_total", "datname", "old"), TIME),
              Sample.of(
                  postgres("__name__", "target_info", "server_port", "9187", "url_scheme", "http"),
                  TIME,
                  1));
    }
  }

  /** One request for each metric, the name behind the tags. */
  @Test
  void telegrafRemoteWrite() throws Exception {
    ProtoWriter request = new ProtoWriter();
    int series = request.begin(1);
    for (String[] label : new String[][] {{"cpu", "cpu-total"}, {"__name__", "cpu_usage_idle"}}) {
      int begin = request.begin(1);
      request.text(1, label[0]).text(2, label[1]).end(begin);
    }
    int sample = request.begin(2);
    request.number(1, 98.5).varint(2, TIME).end(sample).end(series);
    byte[] record = SnappyBlock.pack(request.toByteArray());

    for (Format format : new Format[] {Format.REMOTE_WRITE, Format.AUTO}) {
      assertThat(decode(format, record).samples)
          .containsExactly(
              Sample.of(Labels.of("__name__", "cpu_usage_idle", "cpu", "cpu-total"), TIME, 98.5));
    }
  }

  @Test
  void telegrafJson() throws Exception {
    assertSame(
        Format.TELEGRAF_JSON,
        """
        {"fields":{"usage_idle":98.5,"ok":true,"text":"none"},"name":"cpu",\
        "tags":{"cpu":"cpu-total","data-center":"fra"},"timestamp":1767323045}""",
        Sample.of(cpu("cpu_usage_idle"), TIME, 98.5),
        Sample.of(cpu("cpu_ok"), TIME, 1));
  }

  @Test
  void telegrafJsonOfItsPrometheusInput() throws Exception {
    assertSame(
        Format.TELEGRAF_JSON,
        """
        {"metrics":[{"fields":{"http_requests_total":7},"name":"prometheus",\
        "tags":{"code":"200","url":"http://api:8080/metrics"},"timestamp":1767323045},\
        {"fields":{"gauge":3},"name":"queue_size","tags":{},"timestamp":1767323045}]}""",
        Sample.of(
            Labels.of(
                "__name__", "http_requests_total", "code", "200", "url", "http://api:8080/metrics"),
            TIME,
            7),
        Sample.of(Labels.of("__name__", "queue_size"), TIME, 3));
  }

  @Test
  void aTaggedSeriesSeenBeforeIsTheSameInstance() throws Exception {
    String record =
        "{\"fields\":{\"a\":1,\"b\":2},\"name\":\"m\",\"tags\":{\"k\":\"v\"},\"timestamp\":1}";
    RecordDecoder decoder = Format.TELEGRAF_JSON.newDecoder();
    Recorded recorded = new Recorded();
    decoder.decode(record.getBytes(UTF_8), recorded);
    decoder.decode(record.getBytes(UTF_8), recorded);

    assertThat(recorded.samples.get(2).labels()).isSameAs(recorded.samples.get(0).labels());
    assertThat(recorded.samples.get(3).labels()).isSameAs(recorded.samples.get(1).labels());
    assertThat(recorded.samples.get(1).labels()).hasToString("m_b{k=\"v\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "1767323045, 1767323045000",
    "1767323045678, 1767323045678",
    "1767323045678901, 1767323045678",
    "1767323045678901234, 1767323045678",
    "'\"2026-01-02T03:04:05.678Z\"', 1767323045678",
    "0, 0",
  })
  void telegrafTimesTellTheirUnitByTheirSize(String written, long millis) throws Exception {
    String record =
        "{\"fields\":{\"value\":1},\"name\":\"a\",\"tags\":{},\"timestamp\":" + written + "}";

    assertThat(decode(Format.TELEGRAF_JSON, record).samples.get(0).timestamp()).isEqualTo(millis);
  }

  @Test
  void vectorJson() throws Exception {
    String metric =
        """
        {"name":"up","namespace":"app","tags":{"instance":"api:80","job":"x"},\
        "timestamp":"2026-01-02T03:04:05.000Z","kind":"absolute","gauge":{"value":1.0}}""";
    Sample expected =
        Sample.of(Labels.of("__name__", "app_up", "instance", "api:80", "job", "x"), TIME, 1);

    assertSame(Format.VECTOR_JSON, metric, expected);
    assertSame(Format.VECTOR_JSON, "{\"metric\":" + metric + "}", expected);
  }

  @Test
  void vectorHistogramsAddUpTheirBuckets() throws Exception {
    String record =
        """
        {"name":"latency","timestamp":"2026-01-02T03:04:05Z","kind":"absolute",\
        "aggregated_histogram":{"buckets":[{"upper_limit":0.5,"count":2},\
        {"upper_limit":1.0,"count":3}],"count":6,"sum":4.5}}""";

    assertThat(decode(Format.VECTOR_JSON, record).samples)
        .extracting(sample -> sample.labels() + " " + sample.value())
        .containsExactly(
            "latency_bucket{le=\"0.5\"} 2.0",
            "latency_bucket{le=\"1\"} 5.0",
            "latency_bucket{le=\"+Inf\"} 6.0",
            "latency_count{} 6.0",
            "latency_sum{} 4.5");
  }

  @Test
  void vectorSummaries() throws Exception {
    String record =
        """
        {"name":"gc","timestamp":"2026-01-02T03:04:05Z","kind":"absolute","tags":null,\
        "aggregated_summary":{"quantiles":[{"quantile":0.5,"value":0.25}],"count":6,"sum":4.5}}""";

    assertThat(decode(Format.VECTOR_JSON, record).samples)
        .extracting(sample -> sample.labels() + " " + sample.value())
        .containsExactly("gc{quantile=\"0.5\"} 0.25", "gc_count{} 6.0", "gc_sum{} 4.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absolute | incremental | metric.up: must be of kind absolute; put Vector's incremental_to_absolute transform before the sink",
        "\"2026-01-02T03:04:05Z\" | null | metric.up: must have a timestamp",
        "\"x\" | [\"x\",\"y\"] | metric.up: must have one value in tag job; set metric_tag_values: single",
        "\"gauge\":{\"value\":1} | \"set\":{\"values\":[\"a\"]} | metric.up: set is not taken; aggregate it to a histogram first",
      })
  void vectorMetricsThatAreNoSamplesAreRefused(String part, String replacement, String refusal)
      throws Exception {
    String record =
        """
        {"name":"up","tags":{"job":"x"},"timestamp":"2026-01-02T03:04:05Z","kind":"absolute",\
        "gauge":{"value":1}}"""
            .replace(part, replacement);

    Recorded recorded = decode(Format.VECTOR_JSON, record);

    assertThat(recorded.samples).isEmpty();
    assertThat(recorded.refused).containsExactly(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TELEGRAF_JSON | {\"name\":\"a\",\"timestamp\":1} | record: must have fields, name and timestamp",
        "TELEGRAF_JSON | {\"metrics\":[],\"name\":\"a\"} | record: must have the fields fields, name, tags, timestamp or metrics only, was \"name\"",
        "TELEGRAF_JSON | {\"metrics\":{}} | metrics: must be an array, was \"{\"",
        "TELEGRAF_JSON | {\"fields\":{\"a\":null}} | fields.a: must be true or false, was \"null\"",
        "TELEGRAF_JSON | {\"fields\":{\"\":1}} | fields: must have names that are not empty",
        "VECTOR_JSON | {\"name\":\"a\",\"kind\":\"absolute\"} | record: must have name, kind and one value",
        "VECTOR_JSON | {\"gauge\":{\"value\":1},\"counter\":{}} | record: must have one value besides gauge, was \"counter\"",
        "VECTOR_JSON | {\"naam\":1} | record: must have the fields of a Vector metric only, was \"naam\"",
      })
  void namesTheFieldAndItsValue(Format format, String record, String message) {
    assertThatThrownBy(() -> decode(format, record))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage(message);
  }

  private static Labels cpu(String name) {
    return Labels.of("__name__", name, "cpu", "cpu-total", "data_center", "fra");
  }

  private static void assertSame(Format format, String record, Sample... expected)
      throws MalformedRecordException {
    assertThat(decode(format, record).samples).containsExactly(expected);
    assertThat(decode(Format.AUTO, record).samples).containsExactly(expected);
    assertThat(decode(format, record).refused).isEmpty();
  }

  private static NumberDataPoint.Builder point(double value) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(TIME * 1_000_000 - 1)
        .setTimeUnixNano(TIME * 1_000_000)
        .setAsDouble(value);
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static Labels postgres(String... namesAndValues) {
    return Labels.of(namesAndValues).with("job", "postgres").with("instance", "db-1:9187");
  }

  private static Recorded decode(Format format, String record) throws MalformedRecordException {
    return decode(format, record.getBytes(UTF_8));
  }

  private static Recorded decode(Format format, byte[] record) throws MalformedRecordException {
    Recorded recorded = new Recorded();
    format.newDecoder().decode(record, recorded);
    return recorded;
  }
}
