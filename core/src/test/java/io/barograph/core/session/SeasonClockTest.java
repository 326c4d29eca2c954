package io.barograph.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SeasonClockTest {
  private static final SeasonClock NEW_YORK = SeasonClock.named("XNYS");

  private static long hour(String wallClock) {
    return SeasonClock.hourOf(time(wallClock));
  }

  private static long time(String wallClock) {
    return LocalDateTime.parse(wallClock).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static String shown(SeasonClock clock, String time) {
    return Instant.ofEpochMilli(clock.localTime(Instant.parse(time).toEpochMilli())).toString();
  }

  @Test
  void withoutACalendarSaturdaysAndSundaysAreOff() {
    assertThat(SeasonClock.named("")).isSameAs(SeasonClock.UTC);
    assertThat(shown(SeasonClock.UTC, "2025-07-04T13:30:00Z")).isEqualTo("2025-07-04T13:30:00Z");
    assertThat(SeasonClock.UTC.phase(time("2025-07-04T23:59:59"))).isEqualTo(SessionPhase.OPEN);
    assertThat(SeasonClock.UTC.phase(time("2025-07-05T00:00:00"))).isEqualTo(SessionPhase.OFF);
    assertThat(SeasonClock.UTC.phase(time("2025-07-06T23:00:00"))).isEqualTo(SessionPhase.OFF);
    assertThat(SeasonClock.UTC.phase(time("2025-07-07T00:00:00"))).isEqualTo(SessionPhase.OPEN);
    assertThat(SeasonClock.UTC.phase(time("1969-12-28T10:00:00"))).isEqualTo(SessionPhase.OFF);
    assertThat(SeasonClock.UTC.hourOfWeek(hour("2025-07-04T10:00:00"))).isEqualTo(34);
    assertThat(SeasonClock.UTC.zone()).isEqualTo("UTC");
  }

  @Test
  void theOpenIsAtTheSameTimeOfTheDayInSummerAndInWinter() {
    assertThat(shown(NEW_YORK, "2025-07-03T13:30:00Z")).isEqualTo("2025-07-03T09:30:00Z");
    assertThat(shown(NEW_YORK, "2025-12-03T14:30:00Z")).isEqualTo("2025-12-03T09:30:00Z");
    assertThat(NEW_YORK.zone()).isEqualTo("America/New_York");
  }

  @Test
  void holidaysAreOffAndEarlyClosesAreClosed() {
    assertThat(NEW_YORK.phase(time("2025-11-26T09:30:00"))).isEqualTo(SessionPhase.OPEN);
    assertThat(NEW_YORK.phase(time("2025-11-26T09:29:59"))).isEqualTo(SessionPhase.CLOSED);
    assertThat(NEW_YORK.phase(time("2025-11-26T16:00:00"))).isEqualTo(SessionPhase.CLOSED);
    assertThat(NEW_YORK.phase(time("2025-11-27T11:00:00")))
        .as("holiday")
        .isEqualTo(SessionPhase.OFF);
    assertThat(NEW_YORK.phase(time("2025-11-28T12:00:00"))).isEqualTo(SessionPhase.OPEN);
    assertThat(NEW_YORK.phase(time("2025-11-28T14:00:00")))
        .as("early close")
        .isEqualTo(SessionPhase.CLOSED);
    assertThat(NEW_YORK.phase(time("2025-11-29T11:00:00"))).isEqualTo(SessionPhase.OFF);
  }

  @Test
  void aHolidayHasTheHoursOfSunday() {
    assertThat(NEW_YORK.hourOfWeek(hour("2025-11-27T11:00:00"))).isEqualTo(72 + 11);
    assertThat(NEW_YORK.hourOfWeek(hour("2025-11-30T11:00:00"))).isEqualTo(72 + 11);
    assertThat(NEW_YORK.hourOfWeek(hour("2025-11-29T11:00:00"))).isEqualTo(48 + 11);
    assertThat(NEW_YORK.hourOfWeek(hour("2025-11-26T11:00:00"))).isEqualTo(144 + 11);
    assertThat(NEW_YORK.hourOfWeek(hour("2025-11-26T05:00:00"))).isEqualTo(144 + 5);
  }

  @Test
  void aSessionThatOpensTheEveningBeforeIsOpen() {
    SeasonClock chicago = SeasonClock.named("CME");
    assertThat(chicago.phase(time("2025-11-09T18:00:00"))).isEqualTo(SessionPhase.OPEN);
    assertThat(chicago.phase(time("2025-11-09T12:00:00"))).isEqualTo(SessionPhase.OFF);
  }

  @Test
  void pastTheEndOfTheCalendarWeekendsAreOff() {
    assertThat(NEW_YORK.phase(time("2090-07-03T03:00:00"))).isEqualTo(SessionPhase.OPEN);
    assertThat(NEW_YORK.phase(time("2090-07-01T03:00:00"))).isEqualTo(SessionPhase.OFF);
  }

  @Test
  void aCalendarThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> SeasonClock.named("XPAR"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no calendar XPAR, only [XNYS");
  }
}
