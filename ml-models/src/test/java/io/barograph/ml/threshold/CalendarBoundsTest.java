package io.barograph.ml.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.labels.Labels;
import io.barograph.core.session.Openness;
import io.barograph.core.session.SeasonClock;
import io.barograph.core.session.SessionCalendar;
import io.barograph.core.session.SessionCalendars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounds of a series that is busy while a venue trades. */
class CalendarBoundsTest {
  private static final long MINUTE = 60_000;
  private static final double BUSY = 100;
  private static final double QUIET = 20;
  private static final SessionCalendar XNYS = SessionCalendars.named("XNYS").orElseThrow();
  private static final SeasonClock NEW_YORK = SeasonClock.of(XNYS);

  private final Random random = new Random(1);

  private static long at(String wallClock) {
    return LocalDateTime.parse(wallClock)
        .atZone(ZoneId.of("America/New_York"))
        .toInstant()
        .toEpochMilli();
  }

  private double value(long time) {
    return (XNYS.isOpen(time) == Openness.OPEN ? BUSY : QUIET) + random.nextGaussian();
  }

  private SeasonalBounds after(SeasonClock clock, String from, String to) {
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT, clock);
    feed(bounds, from, to);
    return bounds;
  }

  private void feed(SeasonalBounds bounds, String from, String to) {
    for (long time = at(from); time < at(to); time += MINUTE) {
      bounds.add(time, value(time));
    }
  }

  @Test
  void aHolidayIsExpectedToBeQuiet() {
    String noon = "2025-11-27T12:30:00";

    assertThat(after(NEW_YORK, "2025-11-10T00:00:00", noon).at(at(noon)).expected())
        .isCloseTo(QUIET, within(2.0));
    assertThat(after(SeasonClock.UTC, "2025-11-10T00:00:00", noon).at(at(noon)).expected())
        .as("without a calendar")
        .isCloseTo(BUSY, within(2.0));
  }

  /** The jump at the open does not widen the bounds of the day. */
  @Test
  void theOpenIsNoSurprise() {
    String open = "2025-11-25T09:30:00";
    SeasonalBounds bounds = after(NEW_YORK, "2025-11-10T00:00:00", open);

    Corridor before = bounds.at(at(open) - 1);
    Corridor behind = bounds.at(at(open));

    assertThat(before.expected()).isCloseTo(QUIET, within(2.0));
    assertThat(behind.expected()).isCloseTo(BUSY, within(2.0));
    assertThat(behind.above().far()).isLessThan(6);
    assertThat(after(SeasonClock.UTC, "2025-11-10T00:00:00", open).at(at(open)).above().far())
        .as("without a calendar")
        .isGreaterThan(20);
  }

  @Test
  void behindAHolidayTheDayIsExpectedToBeBusyUpToItsEarlyClose() {
    SeasonalBounds bounds = after(NEW_YORK, "2025-11-10T00:00:00", "2025-11-28T11:30:00");
    assertThat(bounds.at(at("2025-11-28T11:30:00")).expected()).isCloseTo(BUSY, within(2.0));

    feed(bounds, "2025-11-28T11:30:00", "2025-11-28T14:30:00");
    assertThat(bounds.at(at("2025-11-28T14:30:00")).expected()).isCloseTo(QUIET, within(2.0));
  }

  @Test
  void theHoursOfTradingMoveWithTheClocks() {
    String last = "2025-11-03T15:30:00";

    assertThat(after(NEW_YORK, "2025-10-20T00:00:00", last).at(at(last)).expected())
        .isCloseTo(BUSY, within(2.0));
    assertThat(after(SeasonClock.UTC, "2025-10-20T00:00:00", last).at(at(last)).expected())
        .as("without a calendar")
        .isCloseTo(QUIET, within(2.0));
  }

  /** The hour that comes twice is no time that goes back. */
  @Test
  void theNightOfTheChangeIsAsAnyOther() {
    SeasonalBounds bounds = after(NEW_YORK, "2025-10-20T00:00:00", "2025-11-02T00:00:00");
    for (long time = at("2025-11-02T00:00:00"); time < at("2025-11-03T00:00:00"); time += MINUTE) {
      assertThat(bounds.add(time, QUIET).excludes(QUIET)).isFalse();
    }
  }

  @Test
  void labelsGoByTheSameClock() {
    String noon = "2025-11-25T12:30:00";
    SeasonalBounds bounds = after(NEW_YORK, "2025-11-10T00:00:00", noon);
    double far = bounds.at(at(noon)).above().far();
    for (int minute = 0; minute < 10; minute++) {
      bounds.add(at(noon) + minute * MINUTE, BUSY + 50);
    }
    long now = at(noon) + 20 * MINUTE;
    bounds.label(new SeriesLabel(Labels.of(), now, "1", at(noon), now, false));

    assertThat(far).isLessThan(20);
    assertThat(bounds.at(now).above().far()).isGreaterThan(45);
  }

  @Test
  void goesOnBehindARestart() throws IOException {
    SeasonalBounds bounds = after(NEW_YORK, "2025-11-10T00:00:00", "2025-11-26T10:10:00");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bounds.write(new DataOutputStream(bytes));
    SeasonalBounds restored =
        SeasonalBounds.read(
            Bounds.DEFAULT,
            NEW_YORK,
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    for (long time = at("2025-11-26T10:10:00"); time < at("2025-11-28T15:00:00"); time += MINUTE) {
      double value = value(time);
      assertThat(restored.add(time, value)).isEqualTo(bounds.add(time, value));
    }
  }
}
