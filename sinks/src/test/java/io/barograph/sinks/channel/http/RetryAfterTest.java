package io.barograph.sinks.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120000",
        "999999999 | 86400000",
        "Thu, 01 Jan 2026 00:00:30 GMT | 30000",
        "Wed, 31 Dec 2025 23:59:00 GMT | 0",
        "Fri, 01 Jan 2027 00:00:00 GMT | 86400000",
        "-5 | 0",
        "1.5 | 0",
        "soon | 0",
        "99999999999999999999 | 0"
      })
  void readsSecondsAndDatesWithinBounds(String text, long millis) {
    assertThat(RetryAfter.millis(text, NOW)).isEqualTo(millis);
  }
}
