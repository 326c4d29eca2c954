package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.formats.encode.OtlpMetricsEncoder;
import io.barograph.formats.encode.RemoteWriteEncoder;
import io.barograph.formats.wire.ProtoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoDecoderTest {
  private final AutoDecoder decoder = new AutoDecoder(Format.DEFAULT_MAX_SERIES);

  @Test
  void readsEachFormatAsItsOwnDecoderDoes() throws Exception {
    for (var golden : GoldenRecords.byFormat().entrySet()) {
      for (byte[] record : golden.getValue()) {
        Recorded expected = new Recorded();
        golden.getKey().newDecoder().decode(record, expected);

        for (String contentType : new String[] {null, "text/plain"}) {
          Recorded recorded = new Recorded();
          decoder.decode(record, contentType, recorded);
          assertThat(recorded.summary()).as("%s", golden.getKey()).isEqualTo(expected.summary());
        }
      }
    }
  }

  @Test
  void theContentTypeTellsRemoteWriteApart() throws Exception {
    Recorded recorded = new Recorded();
    decoder.decode(
        RemoteWriteEncoder.encode(GoldenRecords.SAMPLES),
        "application/x-protobuf; proto=prometheus.WriteRequest",
        recorded);
    assertThat(recorded.samples).isEqualTo(GoldenRecords.SAMPLES);

    assertThatThrownBy(
            () ->
                decoder.decode(
                    RemoteWriteEncoder.encode(GoldenRecords.SAMPLES),
                    "application/x-protobuf;proto=io.prometheus.write.v2.Request",
                    new Recorded()))
        .hasMessageStartingWith("content-type: must be remote write 1.0");
  }

  @Test
  void aContentTypeThatTheRecordBeliesIsMalformed() {
    byte[] binary = OtlpMetricsEncoder.encode(GoldenRecords.SAMPLES);

    assertThatThrownBy(() -> decoder.decode(binary, "application/json", new Recorded()))
        .hasMessage("content-type: must agree with the record, was \"application/json\"");
    assertAmbiguous("{\"name\":\"a\"}".getBytes(UTF_8), "application/x-protobuf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | fits none",
        "{\"a\":1} | fits none",
        "{\"resourceSpans\":[]} | fits none",
        "{\"resourceMetrics\":[],\"resourceLogs\":[]} | fits otlp-metrics and otlp-logs",
        "{\"labels\":{},\"name\":\"a\",\"fields\":{}} | fits json and telegraf-json",
      })
  void ambiguousJsonIsNotGuessed(String record, String message) {
    assertThat(assertAmbiguous(record.getBytes(UTF_8), null)).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "plain text", "[]", "\n{", "\u0000", "\n\u0000"})
  void bytesOfNoFormatAreNotGuessed(String record) {
    assertAmbiguous(record.getBytes(UTF_8), null);
  }

  @Test
  void tracesAndEmptyRequestsAreNotGuessed() {
    ProtoWriter spans = new ProtoWriter();
    int resource = spans.begin(1);
    int scope = spans.begin(2);
    int span = spans.begin(2);
    spans.bytes(1, new byte[16]).bytes(2, new byte[8]).text(5, "GET").fixed64(7, 1);
    spans.end(span).end(scope).end(resource);
    assertAmbiguous(spans.toByteArray(), "application/x-protobuf");

    ProtoWriter empty = new ProtoWriter();
    empty.end(empty.begin(1));
    assertAmbiguous(empty.toByteArray(), null);
  }

  private String assertAmbiguous(byte[] record, String contentType) {
    String[] message = new String[1];
    assertThatThrownBy(() -> decoder.decode(record, contentType, new Recorded()))
        .isInstanceOfSatisfying(
            MalformedRecordException.class,
            malformed -> {
              assertThat(malformed.reason()).isEqualTo(DeadLetterReason.AMBIGUOUS_FORMAT);
              message[0] = malformed.getMessage();
            });
    return message[0];
  }
}
