package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeConverterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T08:00:00Z");

  private final TimeConverter converter = new TimeConverter(InstantSource.fixed(NOW));

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00+01:00, 2026-01-01T00:00:00Z",
    "90s, 2026-01-02T07:58:30Z",
    "1h30m, 2026-01-02T06:30:00Z",
    "48h, 2025-12-31T08:00:00Z"
  })
  void takesTimesAndHowLongAgo(String text, Instant time) {
    assertThat(converter.convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-01-01", "1 hour", "-1h"})
  void saysHowToWriteWhatIsNoTime(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .hasMessageContaining("is not a time: write it as 2026-01-02T08:00:00Z")
        .hasMessageContaining("1h30m for so long ago");
  }

  @Test
  void takesTheClockOfTheMachineUnlessToldOtherwise() {
    assertThat(new TimeConverter().convert("1h")).isBefore(Instant.now());
  }
}
