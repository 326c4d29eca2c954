package io.barograph.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "0s, 0, 0s",
    "1ms, 1, 1ms",
    "90s, 90000, 1m30s",
    "1h30m, 5400000, 1h30m",
    "1d, 86400000, 1d",
    "36h, 129600000, 36h",
    "14d, 1209600000, 2w",
    "1y, 31536000000, 1y",
    "4s180ms, 4180, 4s180ms"
  })
  void readsAndWrites(String text, long millis, String written) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | empty duration string",
        "5 | not a valid duration string: \"5\"",
        "m | not a valid duration string: \"m\"",
        "1m1m | not a valid duration string: \"1m1m\"",
        "1s1m | not a valid duration string: \"1s1m\"",
        "-1m | not a valid duration string: \"-1m\"",
        "1.5h | unknown unit \".\" in duration \"1.5h\"",
        "1hs | unknown unit \"hs\" in duration \"1hs\"",
        "300y | duration out of range",
        "9223372036854775808ms | duration out of range",
        "92233720368547758080ms | not a valid duration string: \"92233720368547758080ms\""
      })
  void saysWhyATextIsNoDuration(String text, String message) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void writesNegativeDurationsWithASign() {
    assertThat(Durations.format(Duration.ofMinutes(-90))).isEqualTo("-1h30m");
  }
}
