package io.barograph.cli.backtest;

import io.barograph.cli.alert.AlertLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one version of rules adds, removes and shifts, as lines. */
public final class ComparisonText {
  private static final int MOST_ALERTS = 50;

  private ComparisonText() {}

  /** A line for each alert that differs, up to fifty of each kind. */
  public static List<String> of(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    add("added", comparison.added().stream().map(ComparisonText::fired).toList(), lines);
    add("removed", comparison.removed().stream().map(ComparisonText::fired).toList(), lines);
    add("shifted", comparison.shifted().stream().map(ComparisonText::shift).toList(), lines);
    return lines;
  }

  private static void add(String what, List<String> rows, List<String> lines) {
    rows.stream().limit(MOST_ALERTS).forEach(row -> lines.add("%-8s  %s".formatted(what, row)));
    if (rows.size() > MOST_ALERTS) {
      lines.add(
          "%-8s  and %,d more: --output json tells all".formatted(what, rows.size() - MOST_ALERTS));
    }
  }

  private static String fired(Episode episode) {
    return "%s  %s".formatted(episode.from(), episode.alert());
  }

  private static String shift(Comparison.Shift shift) {
    return "%s, begins %s, ends %s"
        .formatted(fired(shift.before()), signed(shift.begins()), signed(shift.ends()));
  }

  static String signed(Duration shift) {
    if (shift.isZero()) {
      return "at the same time";
    }
    return AlertLine.duration(shift.abs()) + (shift.isNegative() ? " earlier" : " later");
  }
}
