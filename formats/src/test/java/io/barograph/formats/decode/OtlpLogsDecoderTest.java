package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.barograph.core.log.LogRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpLogsDecoderTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final LogRecord EXPECTED =
      new LogRecord(
          1_767_323_045_678L,
          "ERROR",
          "orders",
          "u-7",
          TRACE,
          "no route",
          Map.of(
              "host.name", "h",
              "user.id", "u-7",
              "venue", "XETR",
              "trace_id", TRACE,
              "span_id", SPAN));

  private final OtlpLogsDecoder decoder = new OtlpLogsDecoder();

  @Test
  void readsProtobuf() throws Exception {
    io.opentelemetry.proto.logs.v1.LogRecord.Builder log =
        log()
            .setTimeUnixNano(1_767_323_045_678_000_000L)
            .setObservedTimeUnixNano(1)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR2)
            .setSeverityText("loud")
            .setBody(text("no route"))
            .addAttributes(attribute("venue", text("XETR")))
            .addAttributes(attribute("user.id", text("u-7")))
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
            .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(SPAN)));

    assertThat(decode(request(log)).logs).containsExactly(EXPECTED);
  }

  @Test
  void readsJson() throws Exception {
    String json =
        """
        {"resourceLogs":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"orders"}},
          {"key":"host.name","value":{"stringValue":"h"}}]},
         "scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":"1767323045678000000",
          "severityNumber":18,"body":{"stringValue":"no route"},"attributes":[
          {"key":"venue","value":{"stringValue":"XETR"}},
          {"key":"user.id","value":{"stringValue":"u-7"}}],
          "traceId":"%s","spanId":"%s","flags":1}]}]}]}"""
            .formatted(TRACE, SPAN);

    assertThat(decode(json.getBytes(UTF_8)).logs).containsExactly(EXPECTED);
  }

  @Test
  void takesWhatItCanFindOfTimeLevelServiceAndBody() throws Exception {
    byte[] request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(
                                log()
                                    .setObservedTimeUnixNano(5_000_000)
                                    .setSeverityText("Warning")
                                    .setBody(
                                        AnyValue.newBuilder()
                                            .setKvlistValue(
                                                KeyValueList.newBuilder()
                                                    .addValues(attribute("b", text("\"")))
                                                    .addValues(
                                                        attribute(
                                                            "a",
                                                            AnyValue.newBuilder()
                                                                .setBoolValue(true))))))
                            .addLogRecords(log().setTimeUnixNano(6_000_000))
                            .addLogRecords(log().setSeverityText("INFO"))))
            .build()
            .toByteArray();

    Recorded recorded = decode(request);

    assertThat(recorded.logs)
        .containsExactly(
            new LogRecord(
                5, "WARN", "unknown_service", "", "", "{\"a\":true,\"b\":\"\\\"\"}", Map.of()),
            new LogRecord(6, "INFO", "unknown_service", "", "", "", Map.of()));
    assertThat(recorded.refused)
        .containsExactly("logRecords.timeUnixNano: must be given, or observedTimeUnixNano");
  }

  private static io.opentelemetry.proto.logs.v1.LogRecord.Builder log() {
    return io.opentelemetry.proto.logs.v1.LogRecord.newBuilder();
  }

  private static AnyValue.Builder text(String value) {
    return AnyValue.newBuilder().setStringValue(value);
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static byte[] request(io.opentelemetry.proto.logs.v1.LogRecord.Builder log) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(attribute("service.name", text("orders")))
                        .addAttributes(attribute("host.name", text("h"))))
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
        .build()
        .toByteArray();
  }

  private Recorded decode(byte[] request) throws MalformedRecordException {
    Recorded recorded = new Recorded();
    decoder.decode(request, recorded);
    return recorded;
  }
}
