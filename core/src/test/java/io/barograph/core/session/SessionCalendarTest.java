package io.barograph.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionCalendarTest {
  @ParameterizedTest
  @CsvSource({
    "XNYS, 2023-07-03T13:29:59.999Z, CLOSED",
    "XNYS, 2023-07-03T13:30:00Z, OPEN",
    // A half day.
    "XNYS, 2023-07-03T16:59:59.999Z, OPEN",
    "XNYS, 2023-07-03T17:00:00Z, CLOSED",
    "XNYS, 2023-07-04T15:00:00Z, CLOSED",
    // The last Friday before and the first Monday after the clocks change.
    "XNYS, 2023-03-10T14:29:59Z, CLOSED",
    "XNYS, 2023-03-10T14:30:00Z, OPEN",
    "XNYS, 2023-03-13T13:30:00Z, OPEN",
    // Lunch.
    "XTKS, 2023-07-03T02:29:59Z, OPEN",
    "XTKS, 2023-07-03T02:30:00Z, CLOSED",
    "XTKS, 2023-07-03T03:30:00Z, OPEN",
    "XHKG, 2023-07-03T04:30:00Z, CLOSED",
    "XSHG, 2023-07-03T04:30:00Z, CLOSED",
    "XSHE, 2023-10-02T02:30:00Z, CLOSED",
    "XLON, 2023-12-22T12:29:59Z, OPEN",
    "XLON, 2023-12-22T12:30:00Z, CLOSED",
    // The evening before.
    "CME, 2023-07-02T21:59:59Z, CLOSED",
    "CME, 2023-07-02T22:00:00Z, OPEN",
    "24x7, 2023-07-02T22:00:00Z, OPEN",
    "24x5, 2023-06-30T23:59:59.999Z, OPEN",
    "24x5, 2023-07-01T00:00:00Z, CLOSED",
    "XNYS, 1999-12-31T15:00:00Z, UNKNOWN",
    "XNYS, 2100-01-04T15:00:00Z, UNKNOWN",
  })
  void aVenueIsOpenFromTheOpenUpToTheCloseAndNotAtLunch(String name, Instant at, Openness is) {
    assertThat(calendar(name).isOpen(at.toEpochMilli())).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "XNYS, 2023-07-03T12:00:00Z, 2023-07-03",
    "XNYS, 2023-07-03T15:00:00Z, 2023-07-03",
    "XNYS, 2023-07-03T22:00:00Z, 2023-07-03",
    "XNYS, 2023-07-04T15:00:00Z, 2023-07-05",
    "XNYS, 2023-07-08T15:00:00Z, 2023-07-10",
    "XTKS, 2023-07-03T03:00:00Z, 2023-07-03",
    "CME, 2023-07-05T20:30:00Z, 2023-07-05",
    "CME, 2023-07-05T22:30:00Z, 2023-07-06",
    "24x7, 2023-07-08T15:00:00Z, 2023-07-08",
  })
  void aTimeBelongsToTheSessionOfItsDayOrToTheNext(String name, Instant at, LocalDate day) {
    assertThat(calendar(name).sessionDay(at.toEpochMilli())).hasValue(day);
  }

  @Test
  void sessionsThatAdjoinAreOneTimeOfTrading() {
    SessionCalendar calendar =
        SessionFile.parse(
            "T", "zone UTC\nknown 2023-07-03..2023-07-07\nhours 2023-07-03 00:00-00:00+1\n");
    long monday = Instant.parse("2023-07-03T00:00:00Z").toEpochMilli();
    assertThat(calendar.openMillisBetween(monday, monday + 5 * 86_400_000L)).hasValue(432_000_000);
    assertThat(calendar.lastKnown()).isEqualTo(monday + 432_000_000);
    assertThat(calendar.isOpen(monday + 86_400_000)).isEqualTo(Openness.OPEN);
    assertThat(calendar.sessionDay(monday + 86_400_000)).hasValue(LocalDate.of(2023, 7, 4));
  }

  @Test
  void outsideOfWhatIsKnownNothingIsSaid() {
    SessionCalendar calendar = calendar("XLON");
    long before = calendar.firstKnown() - 1;
    long end = calendar.lastKnown();
    assertThat(calendar.openMillisBetween(before, end)).isEmpty();
    assertThat(calendar.openMillisBetween(before + 1, end + 1)).isEmpty();
    assertThat(calendar.openMillisBetween(before + 1, end)).isPresent();
    assertThat(calendar.openMillisBetween(end - 1, before + 1)).hasValue(0);
    assertThat(calendar.sessionDay(end)).isEmpty();
    assertThat(calendar.nextOpen(end)).isEmpty();
    assertThat(calendar.nextOpen(before)).isEmpty();
    assertThat(calendar.nextOpen(end - 1)).hasValue(end - 1);
  }

  @Test
  void theNextOpenIsTheNextTimeOfTrading() {
    SessionCalendar calendar = calendar("XTKS");
    assertThat(calendar.nextOpen(Instant.parse("2023-07-03T03:00:00Z").toEpochMilli()))
        .hasValue(Instant.parse("2023-07-03T03:30:00Z").toEpochMilli());
    assertThat(calendar.nextOpen(Instant.parse("2023-07-01T03:00:00Z").toEpochMilli()))
        .hasValue(Instant.parse("2023-07-03T00:00:00Z").toEpochMilli());
  }

  @Test
  void everyCalendarThatShipsIsReadAndSaysItsEnd() {
    for (String name : SessionCalendars.names()) {
      SessionCalendar calendar = calendar(name);
      assertThat(calendar.name()).isEqualTo(name);
      assertThat(calendar.isEndless()).isEqualTo(name.startsWith("24"));
      assertThat(Instant.ofEpochMilli(calendar.firstKnown())).isBefore("2000-01-05T00:00:00Z");
      assertThat(Instant.ofEpochMilli(calendar.lastKnown())).isAfter("2026-12-30T00:00:00Z");
    }
    assertThat(SessionCalendars.named("NASDAQ")).isEmpty();
  }

  @Test
  void aCalendarThatCannotBeReadSaysItsLine() {
    assertThatThrownBy(() -> SessionFile.parse("T", "zone UTC\nhours 2020-01-01 9:00\n"))
        .hasMessage("calendar T, line 2: hours must be HH:MM-HH:MM, was \"9:00\"");
    assertThatThrownBy(() -> SessionFile.parse("T", "hours 2020-01-01 09:00-25:00\n"))
        .hasMessageContaining("calendar T, line 1: hours must be HH:MM, -1 behind it for the day");
    assertThatThrownBy(() -> SessionFile.parse("T", "open 2020-01-01\n"))
        .hasMessageContaining("must begin with zone, known, hours, on or closed, was \"open\"");
    assertThatThrownBy(() -> SessionFile.parse("T", "zone UTC\n"))
        .hasMessage("calendar T must have a zone and known");
    assertThatThrownBy(
            () ->
                SessionFile.parse(
                    "T", "zone UTC\nknown 2020-01-01..2020-01-02\nhours 2020-01-01 09:00-08:00\n"))
        .hasMessageContaining("T: the session of 2020-01-01 must lie behind the one before it");
  }

  private static SessionCalendar calendar(String name) {
    return SessionCalendars.named(name).orElseThrow();
  }
}
