package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.log.LogRecord;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackLogLineTest {
  @Test
  void readsTimeLevelThreadLoggerAndMessage() {
    assertThat(
            StackLogLine.parse(
                "kafka", "2026-11-20T10:00:00.125Z WARN  [broker [1]] Partition - shrank - to 1"))
        .contains(
            new LogRecord(
                Instant.parse("2026-11-20T10:00:00.125Z").toEpochMilli(),
                "WARN",
                "kafka",
                "",
                "",
                "shrank - to 1",
                Map.of("thread", "broker [1]", "logger", "Partition")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java.io.IOException: no space left on device",
        "\tat java.base/java.lang.Thread.run(Thread.java:840)",
        "2026-11-20T10:00:00Z INFO [main] Main - no milliseconds"
      })
  void leavesOutLinesThatContinueAnother(String line) {
    assertThat(StackLogLine.parse("kafka", line)).isEmpty();
  }
}
