package io.barograph.cli;

import io.barograph.core.session.SeasonClock;
import picocli.CommandLine.Option;

/** The option of commands on series that repeat themselves. */
final class CalendarOption {
  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      defaultValue = "",
      converter = SeasonClockConverter.class,
      description =
          "the sessions by which series repeat themselves: XNYS, XNAS, XLON, XHKG, XSHG, XSHE,"
              + " XTKS, CME, 24x7 or 24x5 (default: days of UTC, Saturdays and Sundays off)")
  private SeasonClock clock;

  SeasonClock clock() {
    return clock;
  }
}
