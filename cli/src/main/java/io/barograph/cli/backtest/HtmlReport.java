package io.barograph.cli.backtest;

import io.barograph.cli.alert.AlertLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a backtest found, as one page of HTML that needs nothing from elsewhere. */
public final class HtmlReport {
  /** So many alerts have a line of their own; the rules always have. */
  private static final int MOST_ROWS = 300;

  private static final int LEFT = 360;
  private static final int WIDTH = 800;
  private static final int ROW = 20;
  private static final int MARKS = 6;

  /** The least width of a bar, so that it can be seen. */
  private static final int LEAST_WIDTH = 2;

  /** A bar is drawn if it reaches so much further than those before it; this bounds the page. */
  private static final double LEAST_GAIN = 0.5;

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Barograph backtest</title>
      <style>
      :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #d0d7de; --bar: #c4321c; --own: #6e7781; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --paper: #0d1117; --line: #30363d; --bar: #ff7b6b; --own: #8b949e; }
      }
      body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem; }
      table { border-collapse: collapse; margin: 1rem 0; }
      td, th { padding: .2rem .8rem .2rem 0; text-align: left; border-bottom: 1px solid var(--line); }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
      .scroll { overflow-x: auto; }
      svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
      svg line { stroke: var(--line); }
      svg rect.bar { fill: var(--bar); }
      svg rect.incident { fill: var(--own); opacity: .25; }
      </style>
      </head>
      <body>
      <h1>Backtest</h1>
      """;

  private final StringBuilder html = new StringBuilder(HEAD);
  private final Findings findings;
  private final Instant from;
  private final Instant to;

  private record Row(String name, List<Episode> episodes) {}

  private HtmlReport(Findings findings) {
    this.findings = findings;
    this.from = findings.result().input().from().orElse(Instant.EPOCH);
    this.to = findings.result().endOfData();
  }

  /** The page. */
  public static String of(Findings findings) {
    HtmlReport report = new HtmlReport(findings);
    report.summary();
    report.rules();
    report.timeline("Rules", report.byRule(), false);
    report.timeline("Alerts", report.byAlert(), true);
    return report.html.append("</body>\n</html>\n").toString();
  }

  private void summary() {
    InputReport input = findings.result().input();
    List<Episode> fired = findings.result().fired();
    add(
        "<p>%,d samples of %,d series, %s to %s, %,d dead letters.<br>\n",
        input.samples(), input.series(), from, to, input.deadLetters());
    add(
        "%,d alerts would have fired, %,d of them still firing at the end.</p>\n",
        fired.size(), fired.stream().filter(episode -> episode.endedAt().isEmpty()).count());
    findings
        .detection()
        .ifPresent(
            detection ->
                add(
                    "<p>%d of %d incidents detected; %d of %d alerts told of one.</p>\n",
                    detection.outcomes().stream()
                        .filter(outcome -> outcome.timeToDetect().isPresent())
                        .count(),
                    detection.outcomes().size(),
                    detection.right(),
                    detection.alerts()));
    findings
        .comparison()
        .ifPresent(
            comparison ->
                add(
                    "<p>Against the other rules: %d the same, %d added, %d removed, %d shifted.</p>\n",
                    comparison.same(),
                    comparison.added().size(),
                    comparison.removed().size(),
                    comparison.shifted().size()));
  }

  private void rules() {
    html.append(
        "<div class=\"scroll\"><table>\n<tr><th>rule</th><th class=\"number\">fired</th>"
            + "<th class=\"number\">in all</th><th class=\"number\">longest</th>"
            + "<th class=\"number\">still firing</th><th class=\"number\">pending only</th></tr>\n");
    findings
        .result()
        .byRule()
        .forEach(
            (rule, of) ->
                add(
                    "<tr><td>%s</td><td class=\"number\">%d</td><td class=\"number\">%s</td>"
                        + "<td class=\"number\">%s</td><td class=\"number\">%d</td>"
                        + "<td class=\"number\">%d</td></tr>\n",
                    escaped(rule),
                    of.fired(),
                    AlertLine.duration(of.firing()),
                    AlertLine.duration(of.longest()),
                    of.alive(),
                    of.pendingOnly()));
    html.append("</table></div>\n");
  }

  private List<Row> byRule() {
    Map<String, List<Episode>> rows = new TreeMap<>();
    findings
        .result()
        .fired()
        .forEach(
            episode ->
                rows.computeIfAbsent(episode.rule(), rule -> new ArrayList<>()).add(episode));
    return rows.entrySet().stream().map(row -> new Row(row.getKey(), row.getValue())).toList();
  }

  private List<Row> byAlert() {
    Map<String, List<Episode>> rows = new TreeMap<>();
    findings
        .result()
        .fired()
        .forEach(
            episode ->
                rows.computeIfAbsent(episode.alert(), alert -> new ArrayList<>()).add(episode));
    return rows.entrySet().stream().map(row -> new Row(row.getKey(), row.getValue())).toList();
  }

  private void timeline(String title, List<Row> rows, boolean bounded) {
    if (rows.isEmpty()) {
      return;
    }
    List<Row> shown = bounded ? rows.subList(0, Math.min(MOST_ROWS, rows.size())) : rows;
    int height = (shown.size() + 2) * ROW;
    html.append("<h2>").append(title).append("</h2>\n");
    add(
        "<div class=\"scroll\"><svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"when alerts fired\">\n",
        LEFT + WIDTH + 80, height);
    for (int mark = 0; mark < MARKS; mark++) {
      Instant at = from.plus(Duration.between(from, to).multipliedBy(mark).dividedBy(MARKS - 1));
      add(
          "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/><text x=\"%1$.1f\" y=\"14\">%4$s</text>\n",
          x(at), ROW, height, at.toString().substring(5, 16).replace('T', ' '));
    }
    findings
        .detection()
        .ifPresent(
            detection ->
                detection
                    .outcomes()
                    .forEach(
                        outcome ->
                            rectangle(
                                "incident",
                                outcome.incident().from(),
                                outcome.incident().to(),
                                ROW,
                                height - ROW,
                                "incident " + outcome.incident().name())));
    for (int i = 0; i < shown.size(); i++) {
      int y = (i + 1) * ROW;
      add(
          "<text x=\"0\" y=\"%d\"><title>%s</title>%s</text>\n",
          y + 14, escaped(shown.get(i).name()), escaped(cut(shown.get(i).name())));
      double drawn = 0;
      for (Episode episode : shown.get(i).episodes()) {
        double right = Math.max(x(episode.from()) + LEAST_WIDTH, x(episode.until(to)));
        if (right - drawn < LEAST_GAIN) {
          continue; // it would lie on the bars before it
        }
        drawn = right;
        rectangle(
            "bar",
            episode.from(),
            episode.until(to),
            y + 4,
            ROW - 8,
            "%s, %s, for %s"
                .formatted(
                    episode.alert(), episode.from(), AlertLine.duration(episode.firedFor(to))));
      }
    }
    html.append("</svg></div>\n");
    if (shown.size() < rows.size()) {
      add("<p>and %,d more</p>\n", rows.size() - shown.size());
    }
  }

  private void rectangle(String kind, Instant begin, Instant end, int y, int height, String title) {
    double left = x(begin);
    double width = Math.max(LEAST_WIDTH, x(end) - left);
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>\n",
        kind, left, y, width, height, escaped(title));
  }

  /** Adds text in which numbers look the same everywhere. */
  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String format, Object... values) {
    html.append(String.format(Locale.ROOT, format, values));
  }

  /** Where an instant lies; one outside of the data lies at its edge. */
  private double x(Instant at) {
    double whole = Math.max(1, Duration.between(from, to).toMillis());
    double part = Duration.between(from, at).toMillis() / whole;
    return LEFT + WIDTH * Math.max(0, Math.min(1, part));
  }

  private static String cut(String name) {
    return name.length() <= 52 ? name : name.substring(0, 51) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
