package io.barograph.cli.state;

import io.barograph.cli.alert.AlertLine;
import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.StateReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What each rule of a job costs, as lines of a table, dearest first. */
public final class RuleTable {
  private RuleTable() {}

  /** The rules, dearest first: by time spent on them, then by state. */
  public static List<InspectedRule> sorted(StateReport report) {
    return report.rules().stream()
        .sorted(
            Comparator.comparingLong((InspectedRule rule) -> rule.counts().busyNanos())
                .thenComparingLong(rule -> rule.counts().bytes())
                .reversed()
                .thenComparing(InspectedRule::owner, Owner.ORDER))
        .toList();
  }

  /** The lines, with a head. */
  public static List<String> of(StateReport report, AlertLine line) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-48s %-22s %10s %9s %10s %7s %7s %7s %7s %10s"
            .formatted(
                "RULE",
                "LAST TICK",
                "BUSY",
                "SERIES",
                "PARTITIONS",
                "PENDING",
                "FIRING",
                "NODATA",
                "ERRORS",
                "STATE"));
    for (InspectedRule rule : sorted(report)) {
      Owner owner = rule.owner();
      InspectedRule.Counts counts = rule.counts();
      lines.add(
          "%-48s %-22s %10s %9d %10d %7d %7d %7d %7d %10s"
              .formatted(
                  owner.pack() + '/' + owner.group() + '/' + owner.rule(),
                  counts.lastTick() == Long.MIN_VALUE
                      ? "none yet"
                      : line.time(Instant.ofEpochMilli(counts.lastTick())),
                  busy(counts.busyNanos()),
                  counts.series(),
                  counts.partitions(),
                  counts.pending(),
                  counts.firing(),
                  counts.noData(),
                  counts.errors(),
                  bytes(counts.bytes())));
    }
    return lines;
  }

  private static String busy(long nanos) {
    return nanos < 10_000_000_000L
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  private static String bytes(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
