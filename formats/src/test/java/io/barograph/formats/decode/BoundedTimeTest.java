package io.barograph.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.formats.wire.ProtoWriter;
import io.barograph.formats.wire.SnappyBlock;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Records made to be slow or deep end as dead letters in good time. */
class BoundedTimeTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final Duration BOUND = Duration.ofSeconds(5);

  @Test
  void deeplyNestedJson() {
    assertMalformed(Format.JSON_SAMPLE, "{\"labels\":".repeat(MEBIBYTE / 10));
    assertMalformed(Format.JSON_LOG, "{\"metadata\":{\"a\":" + "[".repeat(MEBIBYTE - 100));
    assertMalformed(Format.AUTO, "{\"a\":".repeat(MEBIBYTE / 5));
    assertMalformed(
        Format.OTLP_LOGS,
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":"
            + "{\"arrayValue\":{\"values\":[".repeat(300));
  }

  @Test
  void deeplyNestedOtlpValues() {
    byte[] value = {};
    for (int i = 0; i < 5_000; i++) {
      value =
          new ProtoWriter().bytes(5, new ProtoWriter().bytes(1, value).toByteArray()).toByteArray();
    }
    byte[] log = new ProtoWriter().fixed64(1, 1_000_000).bytes(5, value).toByteArray();
    byte[] scope = new ProtoWriter().bytes(2, log).toByteArray();
    byte[] request =
        new ProtoWriter().bytes(1, new ProtoWriter().bytes(2, scope).toByteArray()).toByteArray();

    assertMalformed(Format.OTLP_LOGS, request);
  }

  @Test
  void longNumbers() {
    assertMalformed(
        Format.JSON_SAMPLE,
        "{\"timestamp\":" + "9".repeat(900) + ",\"value\":1,\"name\":\"a\",\"labels\":{}}");
    assertMalformed(
        Format.JSON_SAMPLE,
        "{\"timestamp\":1,\"value\":\""
            + "9".repeat(MEBIBYTE)
            + "\",\"name\":\"a\",\"labels\":{}}");
    assertMalformed(
        Format.JSON_SAMPLE,
        "{\"timestamp\":1,\"value\":1e99999999999,\"name\":\"a\",\"labels\":{}}");
  }

  @Test
  void packedNothing() {
    assertMalformed(Format.REMOTE_WRITE, SnappyBlock.pack(new byte[32 * MEBIBYTE]));
    assertMalformed(Format.AUTO, SnappyBlock.pack(new byte[32 * MEBIBYTE]));
  }

  @Test
  void manyLabels() {
    StringBuilder labels = new StringBuilder();
    for (int i = 100_000; i > 0; i--) {
      labels.append("\"l").append(1_000_000 + i).append("\":\"v\",");
    }
    labels.append("\"z\":\"\"}}");
    assertMalformed(
        Format.JSON_SAMPLE, "{\"timestamp\":1,\"value\":1,\"name\":\"a\",\"labels\":{" + labels);
    assertMalformed(Format.TELEGRAF_JSON, "{\"name\":\"a\",\"tags\":{" + labels);
    assertMalformed(Format.VECTOR_JSON, "{\"name\":\"a\",\"tags\":{" + labels);
  }

  @Test
  void manyScatteredAttributesAreRefused() {
    assertRefused(gaugeWithScatteredAttributes(20_000), "metrics.a: must have at most 512 labels");
  }

  @Test
  void scatteredAttributesAreJoined() throws Exception {
    Recorded recorded = new Recorded();
    Format.OTLP_METRICS.newDecoder().decode(gaugeWithScatteredAttributes(511), recorded);

    assertThat(recorded.samples.get(0).labels().size()).isEqualTo(512);
    assertThat(recorded.samples.get(0).labels().get("a510")).isEqualTo("510");
  }

  @Test
  void manyBucketsAreRefused() {
    ProtoWriter point = new ProtoWriter();
    point.fixed64(3, 1_000_000).fixed64(6, 1);
    for (int i = 1; i <= 50_000; i++) {
      point.number(7, i * Double.MIN_VALUE).fixed64(6, 1);
    }
    byte[] histogram = new ProtoWriter().bytes(1, point.toByteArray()).varint(2, 2).toByteArray();

    assertRefused(
        request(new ProtoWriter().text(1, "a").bytes(9, histogram)),
        "metrics.a: must have at most 1024 buckets");
  }

  private static byte[] gaugeWithScatteredAttributes(int count) {
    ProtoWriter point = new ProtoWriter();
    point.fixed64(3, 1_000_000).number(4, 1);
    for (int i = 0; i < count; i++) {
      byte[] value = new ProtoWriter().text(1, Integer.toString(i)).toByteArray();
      int attribute = point.begin(7);
      point.text(1, "a" + i).bytes(2, value).end(attribute);
      point.varint(100, 0);
    }
    byte[] gauge = new ProtoWriter().bytes(1, point.toByteArray()).toByteArray();
    return request(new ProtoWriter().text(1, "a").bytes(5, gauge));
  }

  private static byte[] request(ProtoWriter metric) {
    byte[] scope = new ProtoWriter().bytes(2, metric.toByteArray()).toByteArray();
    byte[] resource = new ProtoWriter().bytes(2, scope).toByteArray();
    return new ProtoWriter().bytes(1, resource).toByteArray();
  }

  private static void assertRefused(byte[] request, String refusal) {
    Recorded recorded = new Recorded();
    Assertions.assertTimeout(
        BOUND, () -> Format.OTLP_METRICS.newDecoder().decode(request, recorded));
    assertThat(recorded.samples).isEmpty();
    assertThat(recorded.refused).containsExactly(refusal);
  }

  private static void assertMalformed(Format format, String record) {
    assertMalformed(format, record.getBytes(UTF_8));
  }

  private static void assertMalformed(Format format, byte[] record) {
    Assertions.assertTimeout(
        BOUND,
        () ->
            Assertions.assertThrows(
                MalformedRecordException.class,
                () -> format.newDecoder().decode(record, new Recorded())));
  }
}
