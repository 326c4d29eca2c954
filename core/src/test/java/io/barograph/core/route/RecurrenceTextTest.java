package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "saturday",
        "monday:friday,sunday 00:30-08:00,22:00-24:00",
        "days=1:7,-1",
        "months=1:3,12 years=2026",
        "tuesday 04:00-05:00 days=8:14 months=6 years=2026:2027 zone=Asia/Shanghai"
      })
  void readsWhatItWrites(String text) {
    assertThat(RecurrenceText.of(RecurrenceText.parse(text))).isEqualTo(text);
  }

  @Test
  void isEveryDayWithoutADay() {
    TimeInterval all = RecurrenceText.parse("00:00-24:00");
    assertThat(all.contains(0)).isTrue();
    assertThat(RecurrenceText.of(RecurrenceText.parse("zone=UTC"))).isEqualTo("00:00-24:00");
  }

  @Test
  void holdsByTheClockOfItsZone() {
    TimeInterval nights = RecurrenceText.parse("Saturday 22:00-24:00 zone=Asia/Shanghai");
    assertThat(nights.contains(Instant.parse("2026-11-28T14:00:00Z").toEpochMilli())).isTrue();
    assertThat(nights.contains(Instant.parse("2026-11-28T22:00:00Z").toEpochMilli())).isFalse();
    assertThat(nights.contains(Instant.parse("2026-11-27T14:00:00Z").toEpochMilli())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "someday; must be a day of the week",
        "22:00; must be a time from which and one until which",
        "22:00-02:00; write what passes midnight as two",
        "zone=Mars; must be a time zone",
        "weeks=1; knows days=, months=, years= and zone=",
        "' '; must say when"
      })
  void saysWhatIsWrong(String text, String reason) {
    assertThatThrownBy(() -> RecurrenceText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
