package io.barograph.cli.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What was found of faults, for people and as rows of CSV. */
public final class DetectionTable {
  private static final List<Function<FiredAlert, Optional<Instant>>> TIMES =
      List.of(
          alert -> Optional.of(alert.at()),
          alert -> Optional.of(alert.told()),
          FiredAlert::incident,
          FiredAlert::notified);

  private DetectionTable() {}

  /**
   * A line for each rule of each fault, then the median and the greatest of each time, in seconds
   * since the beginning of the fault.
   */
  public static List<String> lines(List<Detection> detections) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line("fault", "rule", "system", List.of("fires", "told", "incident", "notified"), ""));
    for (Detection one : detections) {
      lines.add(
          line(
              one.scheduled().fault().name().toLowerCase(Locale.ROOT),
              one.alertName(),
              one.system(),
              TIMES.stream()
                  .map(time -> one.after(time).map(DetectionTable::seconds))
                  .map(DetectionTable::orDash)
                  .toList(),
              one.verdict() == Detection.Verdict.TOLD ? "" : one.verdict().words()));
    }
    lines.add("");
    List<Detection> ofJob = of(DetectionBench.JOB, detections);
    List<Detection> others = of(DetectionBench.PROMETHEUS, detections);
    summarize("all rules", DetectionBench.JOB, ofJob, lines);
    if (!others.isEmpty()) {
      List<Detection> both = new ArrayList<>();
      List<Detection> readable = new ArrayList<>();
      for (int i = 0; i < others.size(); i++) {
        if (others.get(i).verdict() != Detection.Verdict.NO_INPUT) {
          both.add(ofJob.get(i));
          readable.add(others.get(i));
        }
      }
      summarize("of both", DetectionBench.JOB, both, lines);
      summarize("of both", DetectionBench.PROMETHEUS, readable, lines);
    }
    return lines;
  }

  private static void summarize(
      String which, String system, List<Detection> some, List<String> lines) {
    long told = some.stream().filter(one -> one.verdict() == Detection.Verdict.TOLD).count();
    String count = "%d of %d told".formatted(told, some.size());
    lines.add(line("median", which, system, of(some, DetectionTable::median), count));
    lines.add(line("max", which, system, of(some, times -> times.get(times.size() - 1)), ""));
  }

  private static List<String> of(List<Detection> some, Function<List<Duration>, Duration> which) {
    return TIMES.stream()
        .map(time -> some.stream().flatMap(one -> one.after(time).stream()).sorted().toList())
        .map(times -> times.isEmpty() ? "-" : seconds(which.apply(times)))
        .toList();
  }

  /** Of an even number of times the mean of both in the middle. */
  private static Duration median(List<Duration> sorted) {
    Duration upper = sorted.get(sorted.size() / 2);
    Duration lower = sorted.get((sorted.size() - 1) / 2);
    return lower.plus(upper).dividedBy(2);
  }

  private static List<Detection> of(String system, List<Detection> detections) {
    return detections.stream().filter(one -> one.system().equals(system)).toList();
  }

  /** A header and a row for each detection; a time that there is not is empty. */
  public static List<String> csv(List<Detection> detections) {
    List<String> rows = new ArrayList<>();
    rows.add("fault,began,rule,system,verdict,fires_s,told_s,incident_s,notified_s");
    for (Detection one : detections) {
      List<String> fields = new ArrayList<>();
      fields.add(one.scheduled().fault().name().toLowerCase(Locale.ROOT));
      fields.add(one.began().toString());
      fields.add(one.alertName());
      fields.add(one.system());
      fields.add(one.verdict().name().toLowerCase(Locale.ROOT));
      TIMES.forEach(time -> fields.add(one.after(time).map(DetectionTable::seconds).orElse("")));
      rows.add(String.join(",", fields));
    }
    return rows;
  }

  private static String line(
      String fault, String rule, String system, List<String> times, String note) {
    StringBuilder line = new StringBuilder("%-15s %-24s %-10s".formatted(fault, rule, system));
    times.forEach(time -> line.append(" %9s".formatted(time)));
    return line.append("  ").append(note).toString().stripTrailing();
  }

  private static String orDash(Optional<String> text) {
    return text.orElse("-");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
  }
}
