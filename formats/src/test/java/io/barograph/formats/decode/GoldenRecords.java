package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.LogJson;
import io.barograph.formats.encode.OtlpLogsEncoder;
import io.barograph.formats.encode.OtlpMetricsEncoder;
import io.barograph.formats.encode.RemoteWriteEncoder;
import io.barograph.formats.encode.SampleJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A few good records of each format. */
final class GoldenRecords {
  private static final long TIME = 1_767_323_045_678L;

  static final List<Sample> SAMPLES = samples();

  static final List<LogRecord> LOGS =
      List.of(
          new LogRecord(TIME, "ERROR", "orders", "u-7", "r-1", "no route", Map.of("venue", "XETR")),
          new LogRecord(TIME + 1, "INFO", "orders", "", "", "größer", Map.of()));

  private GoldenRecords() {}

  /** Good records by their format, {@link Format#AUTO} left out. */
  static Map<Format, List<byte[]>> byFormat() {
    Map<Format, List<byte[]>> records = new EnumMap<>(Format.class);
    records.put(Format.JSON_SAMPLE, SAMPLES.stream().map(SampleJson::encode).toList());
    records.put(Format.JSON_LOG, LOGS.stream().map(LogJson::encode).toList());
    records.put(Format.REMOTE_WRITE, List.of(RemoteWriteEncoder.encode(SAMPLES)));
    records.put(
        Format.OTLP_METRICS, List.of(OtlpMetricsEncoder.encode(SAMPLES), utf8(OTLP_METRICS_JSON)));
    records.put(Format.OTLP_LOGS, List.of(OtlpLogsEncoder.encode(LOGS), utf8(OTLP_LOGS_JSON)));
    records.put(Format.TELEGRAF_JSON, List.of(utf8(TELEGRAF), utf8(TELEGRAF_BATCH)));
    records.put(Format.VECTOR_JSON, List.of(utf8(VECTOR), utf8("{\"metric\":" + VECTOR + "}")));
    return records;
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Labels labels =
          Labels.of(
              "__name__", "http_requests_total",
              "job", "api",
              "instance", "10.0.0." + i + ":8080",
              "path", "/ördérs/\"x\"",
              "code", "200");
      samples.add(Sample.of(labels, TIME + i, i == 3 ? Double.NaN : 1.5 * i));
    }
    samples.add(Sample.stale(Labels.of("__name__", "up", "job", "api"), TIME));
    return List.copyOf(samples);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static final String OTLP_METRICS_JSON =
      """
      {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":\
      "api"}},{"key":"host.name","value":{"stringValue":"h"}}]},"scopeMetrics":[{"metrics":[\
      {"name":"latency","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{\
      "attributes":[{"key":"path","value":{"arrayValue":{"values":[{"intValue":"1"}]}}}],\
      "timeUnixNano":"1767323045678000000","count":"9","sum":12.5,"bucketCounts":["2","3","4"],\
      "explicitBounds":[0.005,10]}]}},{"name":"up","gauge":{"dataPoints":[\
      {"timeUnixNano":"1767323045678000000","asInt":"1"}]}},{"name":"gc","summary":{"dataPoints":[\
      {"timeUnixNano":"1767323045678000000","count":"3","sum":0.75,"quantileValues":[\
      {"quantile":0.5,"value":0.25}]}]}}]}]}]}""";

  private static final String OTLP_LOGS_JSON =
      """
      {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":\
      "orders"}}]},"scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":"1767323045678000000",\
      "severityNumber":17,"body":{"kvlistValue":{"values":[{"key":"a","value":{"boolValue":true}}]}},\
      "traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}]}""";

  private static final String TELEGRAF =
      """
      {"fields":{"usage_idle":98.5,"ok":true,"text":"none"},"name":"cpu",\
      "tags":{"cpu":"cpu-total"},"timestamp":1767323045}""";

  private static final String TELEGRAF_BATCH =
      "{\"metrics\":[" + TELEGRAF + "," + TELEGRAF.replace("98.5", "-1e3") + "]}";

  private static final String VECTOR =
      """
      {"name":"latency","namespace":"app","tags":{"job":"x"},"timestamp":"2026-01-02T03:04:05Z",\
      "kind":"absolute","aggregated_histogram":{"buckets":[{"upper_limit":0.5,"count":2},\
      {"upper_limit":1.0,"count":3}],"count":6,"sum":4.5}}""";
}
