package io.barograph.cli.backtest;

import io.barograph.cli.alert.AlertLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a backtest found, as text. */
public final class TextReport {
  private static final int MOST_ALERTS = 50;
  private static final int MOST_DEAD_LETTERS = 10;

  private final PrintWriter out;

  /** A report on {@code out}. */
  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** Prints {@code findings}. */
  public void print(Findings findings) {
    BacktestResult result = findings.result();
    input(result);
    rules(result);
    hours(result);
    alerts(result);
    findings.notifications().ifPresent(this::notifications);
    findings.detection().ifPresent(this::detection);
    findings.comparison().ifPresent(this::comparison);
    out.flush();
  }

  private void input(BacktestResult result) {
    InputReport input = result.input();
    line(
        "%,d samples of %,d series in %d %s%s",
        input.samples(),
        input.series(),
        input.files().size(),
        input.fromTopics() ? "topic" : "file",
        plural(input.files().size()));
    if (input.from().isPresent()) {
      line("from %s to %s", input.from().orElseThrow(), input.to().orElseThrow());
    }
    input.notes().forEach(note -> line("%s", note));
    if (input.leftOut() > 0) {
      line("%,d samples left out: they lie outside of --from and --to", input.leftOut());
    }
    line("%,d dead letters", input.deadLetters());
    int told = 0;
    for (InputReport.OfFile file : input.files()) {
      for (InputReport.DeadLine letter : file.first()) {
        if (told++ < MOST_DEAD_LETTERS) {
          line("  %s: %s: %s", letter.place(file.file()), letter.reason(), letter.detail());
        }
      }
    }
    if (input.deadLetters() > MOST_DEAD_LETTERS) {
      line("  and %,d more", input.deadLetters() - Math.min(told, MOST_DEAD_LETTERS));
    }
    input.leftOutInWords().ifPresent(sentence -> line("%s", sentence));
    if (result.refusedSeries() > 0) {
      line(
          "%,d series refused: raise series.limit in the file of --config", result.refusedSeries());
    }
  }

  private void rules(BacktestResult result) {
    List<Episode> fired = result.fired();
    long alive = fired.stream().filter(episode -> episode.endedAt().isEmpty()).count();
    out.println();
    line(
        "%,d alert%s would have fired, %,d still firing at the end",
        fired.size(), plural(fired.size()), alive);
    if (result.byRule().isEmpty()) {
      return;
    }
    out.println();
    int width = width(result.byRule().keySet().stream().map(String::length).toList(), "rule");
    String row = "%-" + width + "s  %7s  %12s  %12s  %6s  %8s";
    line(row, "rule", "fired", "in all", "longest", "alive", "pending");
    result
        .byRule()
        .forEach(
            (rule, of) ->
                line(
                    row,
                    rule,
                    of.fired(),
                    AlertLine.duration(of.firing()),
                    AlertLine.duration(of.longest()),
                    of.alive(),
                    of.pendingOnly()));
  }

  private void hours(BacktestResult result) {
    if (result.byHour().isEmpty()) {
      return;
    }
    out.println();
    line("%-17s  %7s  %s", "hour (UTC)", "fired", "of which");
    result
        .byHour()
        .forEach(
            (hour, rules) ->
                line(
                    "%-17s  %7d  %s",
                    hour.toString().substring(0, 16),
                    rules.values().stream().mapToInt(Integer::intValue).sum(),
                    rules.entrySet().stream()
                        .map(rule -> rule.getKey() + " " + rule.getValue())
                        .collect(Collectors.joining(", "))));
  }

  private void alerts(BacktestResult result) {
    List<Episode> fired = result.fired();
    if (fired.isEmpty()) {
      return;
    }
    out.println();
    episodes("fired at", fired, result.endOfData());
  }

  private void episodes(String title, List<Episode> episodes, Instant endOfData) {
    line("%-24s  %12s  %s", title, "for", "alert");
    for (Episode episode : episodes.subList(0, Math.min(MOST_ALERTS, episodes.size()))) {
      line("%s", row(episode, endOfData));
    }
    if (episodes.size() > MOST_ALERTS) {
      line("and %,d more: --output json tells all", episodes.size() - MOST_ALERTS);
    }
  }

  private static String row(Episode episode, Instant endOfData) {
    return "%-24s  %12s  %s%s"
        .formatted(
            episode.from(),
            AlertLine.duration(episode.firedFor(endOfData)),
            episode.alert(),
            episode.endedAt().isEmpty() ? "  (still firing)" : "");
  }

  private void notifications(NotificationFindings found) {
    out.println();
    int total = found.told().total();
    line(
        "%,d notification%s would have been sent%s",
        total,
        plural(total),
        found
            .before()
            .map(
                other ->
                    ", %,d by the other rules: %s"
                        .formatted(other.total(), NotificationFindings.inWords(found.added())))
            .orElse(""));
    if (found.receivers().isEmpty()) {
      return;
    }
    int width = width(found.receivers().stream().map(String::length).toList(), "receiver");
    boolean compared = found.before().isPresent();
    String row = "%-" + width + "s  %7s" + (compared ? "  %9s" : "%s") + "  %s";
    line(row, "receiver", "sent", compared ? "change" : "", "of which");
    for (String receiver : found.receivers()) {
      line(
          row,
          receiver,
          found.told().of(receiver),
          compared ? NotificationFindings.inWords(found.added(receiver)) : "",
          found.reasons(receiver).entrySet().stream()
              .map(reason -> reason.getValue() + " " + reason.getKey())
              .collect(Collectors.joining(", ")));
    }
  }

  private void detection(Detection detection) {
    out.println();
    line(
        "incidents: %d of %d detected, recall %s; %d of %d alerts right, precision %s",
        detection.outcomes().stream().filter(found -> found.timeToDetect().isPresent()).count(),
        detection.outcomes().size(),
        ratio(detection.recall()),
        detection.right(),
        detection.alerts(),
        ratio(detection.precision()));
    detection
        .medianTimeToDetect()
        .ifPresent(median -> line("time to detect: %s in the median", AlertLine.duration(median)));
    for (Detection.Outcome outcome : detection.outcomes()) {
      line(
          "%-24s  %12s  %s%s",
          outcome.incident().from(),
          outcome.timeToDetect().map(AlertLine::duration).orElse("missed"),
          outcome.incident().name().isEmpty() ? "" : outcome.incident().name() + " ",
          outcome.incident().labels());
    }
  }

  private void comparison(Comparison comparison) {
    out.println();
    line(
        "against the other rules: %d alerts the same, %d added, %d removed, %d shifted",
        comparison.same(),
        comparison.added().size(),
        comparison.removed().size(),
        comparison.shifted().size());
    ComparisonText.of(comparison).forEach(out::println);
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.3f", ratio.getAsDouble());
  }

  private static String plural(int count) {
    return count == 1 ? "" : "s";
  }

  private static int width(List<Integer> lengths, String title) {
    return Math.max(title.length(), lengths.stream().mapToInt(Integer::intValue).max().orElse(0));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
