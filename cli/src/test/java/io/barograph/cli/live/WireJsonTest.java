package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireJsonTest {
  private static final Labels LOAD = Labels.of("__name__", "node_load1", "instance", "a\"b");

  @ParameterizedTest
  @CsvSource({"12.5, 12.5", "NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "-0.0, -0.0"})
  void writesEveryValueAsText(double value, String text) {
    assertThat(new String(WireJson.encode(Sample.of(LOAD, 1, value)), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"timestamp\":\"1970-01-01T00:00:00.001Z\",\"name\":\"node_load1\",\"value\":\""
                + text
                + "\",\"labels\":{\"__name__\":\"node_load1\",\"instance\":\"a\\\"b\"}}");
  }

  @Test
  void writesALogRecordWithAllItsFields() {
    LogRecord line =
        new LogRecord(
            0, "INFO", "risk", "trader-1", "req-7", "caf\u00e9\n", Map.of("desk", "demo"));
    assertThat(new String(WireJson.encode(line), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"timestamp\":\"1970-01-01T00:00:00.000Z\",\"level\":\"INFO\",\"service\":\"risk\","
                + "\"user_id\":\"trader-1\",\"request_id\":\"req-7\",\"message\":\"caf\u00e9\\n\","
                + "\"metadata\":{\"desk\":\"demo\"}}");
  }
}
