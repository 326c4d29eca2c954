package io.barograph.cli.backtest;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.html.HtmlPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a backtest found, as one page of HTML that needs nothing from elsewhere. */
public final class HtmlReport {
  /** So many alerts have a line of their own, and rows in a list; the rules always have. */
  private static final int MOST_ROWS = 300;

  private static final int MOST_DEAD_LETTERS = 10;

  /** A table of more rows is folded up at first. */
  private static final int LONG_TABLE = 50;

  private final StringBuilder html =
      new StringBuilder(HtmlPage.begin("Barograph backtest", "Backtest"));
  private final Findings findings;
  private final BacktestResult result;
  private final List<Episode> fired;
  private final Instant to;

  private HtmlReport(Findings findings) {
    this.findings = findings;
    this.result = findings.result();
    this.fired = result.fired();
    this.to = result.endOfData();
  }

  /** The page. */
  public static String of(Findings findings) {
    HtmlReport report = new HtmlReport(findings);
    report.summary();
    report.deadLetters();
    findings.notifications().ifPresent(report::notifications);
    findings.detection().ifPresent(report::detection);
    findings.comparison().ifPresent(report::comparison);
    report.rules();
    report.timelines();
    return report.html.append(HtmlPage.END).toString();
  }

  private void summary() {
    InputReport input = result.input();
    html.append("<p class=\"soft\">Which alerts would have fired, had these rules run on ");
    if (input.samples() == 0) {
      add(
          "the given %s. They hold no sample%s.</p>\n",
          input.fromTopics() ? "topics" : "files",
          input.fromTopics() ? " of that time" : ", so nothing could fire");
    } else {
      add(
          "this history: %s to %s (UTC).</p>\n",
          shown(input.from().orElse(Instant.EPOCH)), shown(to));
    }
    html.append("<div class=\"numbers\">\n");
    number(fired.size(), fired.size() == 1 ? "alert fired" : "alerts fired");
    number(fired.stream().map(Episode::rule).distinct().count(), "of the rules fired");
    number(
        fired.stream().filter(episode -> episode.endedAt().isEmpty()).count(),
        "still firing at the end");
    number(input.series(), "series");
    number(input.samples(), "samples");
    number(input.deadLetters(), "dead letters");
    html.append("</div>\n");
    input.notes().forEach(note -> add("<p class=\"soft\">%s.</p>\n", HtmlPage.escaped(note)));
    if (input.leftOut() > 0) {
      add(
          "<p>%,d samples lie outside of --from and --to and were left out.</p>\n",
          input.leftOut());
    }
    input
        .leftOutInWords()
        .ifPresent(
            sentence -> add("<p class=\"name\">Rules %s.</p>\n", HtmlPage.escaped(sentence)));
    if (result.refusedSeries() > 0) {
      add(
          "<p>%,d series were refused: raise series.limit in the file of --config.</p>\n",
          result.refusedSeries());
    }
  }

  private void number(long count, String of) {
    add("<div><b>%,d</b>%s</div>\n", count, of);
  }

  private void deadLetters() {
    InputReport input = result.input();
    if (input.deadLetters() == 0) {
      return;
    }
    html.append("<h2>Dead letters</h2>\n<p class=\"soft\">Parts of the input that cannot be read.");
    html.append(" The rest of them counts.</p>\n");
    List<String> told = new ArrayList<>();
    for (InputReport.OfFile file : input.files()) {
      for (InputReport.DeadLine letter : file.first()) {
        told.add(
            "<tr><td class=\"name\">%s</td><td class=\"name\">%s: %s</td></tr>"
                .formatted(
                    HtmlPage.escaped(letter.place(file.file())),
                    HtmlPage.escaped(letter.reason()),
                    HtmlPage.escaped(letter.detail())));
      }
    }
    table("<th>where</th><th>why</th>", told, MOST_DEAD_LETTERS, input.deadLetters());
  }

  private void notifications(NotificationFindings found) {
    html.append("<h2>Notifications</h2>\n");
    add(
        "<p>%,d would have been sent%s.</p>\n",
        found.told().total(),
        found
            .before()
            .map(
                other ->
                    HtmlPage.text(
                        ", %,d by the other rules: %s",
                        other.total(), NotificationFindings.inWords(found.added())))
            .orElse(""));
    List<String> rows = new ArrayList<>();
    for (String receiver : found.receivers()) {
      rows.add(
          HtmlPage.text(
              "<tr><td class=\"name\">%s</td><td class=\"number\">%,d</td>"
                  + "<td class=\"number\">%s</td><td>%s</td></tr>",
              HtmlPage.escaped(receiver),
              found.told().of(receiver),
              found.before().isEmpty() ? "" : NotificationFindings.inWords(found.added(receiver)),
              found.reasons(receiver).entrySet().stream()
                  .map(reason -> reason.getValue() + " " + reason.getKey())
                  .collect(Collectors.joining(", "))));
    }
    table(
        "<th>receiver</th><th class=\"number\">sent</th><th class=\"number\">change</th><th>why</th>",
        rows,
        MOST_ROWS,
        rows.size());
  }

  private void detection(Detection detection) {
    html.append("<h2>Incidents</h2>\n");
    add(
        "<p>%,d of %,d were detected; %,d of %,d alerts told of one%s.</p>\n",
        detection.outcomes().stream().filter(found -> found.timeToDetect().isPresent()).count(),
        detection.outcomes().size(),
        detection.right(),
        detection.alerts(),
        detection
            .medianTimeToDetect()
            .map(median -> ", after " + AlertLine.duration(median) + " in the median")
            .orElse(""));
    table(
        "<th>from</th><th>to</th><th>incident</th><th>detected</th>"
            + "<th class=\"number\">alerts</th>",
        detection.outcomes().stream()
            .map(
                outcome ->
                    "<tr>%s%s<td class=\"name\">%s</td><td>%s</td><td class=\"number\">%d</td></tr>"
                        .formatted(
                            time(outcome.incident().from()),
                            time(outcome.incident().to()),
                            HtmlPage.escaped(
                                outcome.incident().name() + " " + outcome.incident().labels()),
                            outcome
                                .timeToDetect()
                                .map(after -> "after " + AlertLine.duration(after))
                                .orElse("missed"),
                            outcome.alerts()))
            .toList(),
        MOST_ROWS,
        detection.outcomes().size());
  }

  private void comparison(Comparison comparison) {
    html.append("<h2>Against the other rules</h2>\n");
    add(
        "<p>%,d alerts are the same, %,d added by the new rules, %,d removed, %,d shifted.</p>\n",
        comparison.same(),
        comparison.added().size(),
        comparison.removed().size(),
        comparison.shifted().size());
    List<String> rows = new ArrayList<>();
    comparison.added().forEach(episode -> rows.add(compared("added", episode, "")));
    comparison.removed().forEach(episode -> rows.add(compared("removed", episode, "")));
    comparison
        .shifted()
        .forEach(
            shift ->
                rows.add(
                    compared(
                        "shifted",
                        shift.before(),
                        "begins %s, ends %s"
                            .formatted(
                                ComparisonText.signed(shift.begins()),
                                ComparisonText.signed(shift.ends())))));
    table("<th></th><th>fired at</th><th>alert</th><th></th>", rows, MOST_ROWS, rows.size());
  }

  private static String compared(String what, Episode episode, String how) {
    return "<tr><td>%s</td>%s<td class=\"name\">%s</td><td>%s</td></tr>"
        .formatted(what, time(episode.from()), HtmlPage.escaped(episode.alert()), how);
  }

  private void rules() {
    html.append("<h2>Rules</h2>\n");
    if (result.byRule().isEmpty()) {
      html.append("<p>No rule did anything: no alert fired, and none was pending.</p>\n");
      return;
    }
    html.append("<p class=\"soft\">A rule that did nothing has no row. “Pending only” are alerts");
    html.append(" whose condition did not hold for long enough.</p>\n");
    List<String> rows = new ArrayList<>();
    result
        .byRule()
        .forEach(
            (rule, of) ->
                rows.add(
                    HtmlPage.text(
                        "<tr><td class=\"name\">%s</td><td class=\"number\">%,d</td>"
                            + "<td class=\"number\">%s</td><td class=\"number\">%s</td>"
                            + "<td class=\"number\">%,d</td><td class=\"number\">%,d</td></tr>",
                        HtmlPage.escaped(rule),
                        of.fired(),
                        AlertLine.duration(of.firing()),
                        AlertLine.duration(of.longest()),
                        of.alive(),
                        of.pendingOnly())));
    table(
        "<th>rule</th><th class=\"number\">fired</th><th class=\"number\">firing in all</th>"
            + "<th class=\"number\">longest</th><th class=\"number\">still firing</th>"
            + "<th class=\"number\">pending only</th>",
        rows,
        rows.size(),
        rows.size());
  }

  private void timelines() {
    if (fired.isEmpty()) {
      return;
    }
    HtmlTimeline timeline =
        new HtmlTimeline(
            result.input().from().orElse(Instant.EPOCH),
            to,
            findings.detection().stream()
                .flatMap(detection -> detection.outcomes().stream())
                .map(Detection.Outcome::incident)
                .toList());
    html.append("<h2>When each rule fired</h2>\n<p class=\"soft\"><i class=\"bar sample\"></i>");
    html.append(" an alert fires; point at a bar to see which");
    if (findings.detection().isPresent()) {
      html.append("; <i class=\"incident sample\"></i> an incident");
    }
    html.append(". Times are UTC.</p>\n");
    timeline.appendTo(html, rows(Episode::rule));
    List<HtmlTimeline.Row> alerts = rows(Episode::alert);
    html.append("<h2>When each alert fired</h2>\n");
    if (alerts.size() > MOST_ROWS) {
      add(
          "<p class=\"soft\">The first %,d of %,d, by name; --output json tells all.</p>\n",
          MOST_ROWS, alerts.size());
    }
    timeline.appendTo(html, alerts.subList(0, Math.min(MOST_ROWS, alerts.size())));
  }

  private List<HtmlTimeline.Row> rows(Function<Episode, String> name) {
    Map<String, List<Episode>> rows = new TreeMap<>();
    fired.forEach(
        episode ->
            rows.computeIfAbsent(name.apply(episode), key -> new ArrayList<>()).add(episode));
    return rows.entrySet().stream()
        .map(row -> new HtmlTimeline.Row(row.getKey(), row.getValue()))
        .toList();
  }

  /** A table of the first rows, and how many there are besides. */
  private void table(String head, List<String> rows, int most, long all) {
    if (rows.isEmpty()) {
      return;
    }
    boolean isLong = rows.size() > LONG_TABLE;
    if (isLong) {
      add("<details><summary>%,d rows</summary>\n", rows.size());
    }
    html.append("<div class=\"scroll\"><table>\n<tr>").append(head).append("</tr>\n");
    rows.stream().limit(most).forEach(row -> html.append(row).append('\n'));
    html.append("</table></div>\n");
    long shown = Math.min(most, rows.size());
    if (all > shown) {
      add("<p class=\"soft\">And %,d more; --output json tells all.</p>\n", all - shown);
    }
    if (isLong) {
      html.append("</details>\n");
    }
  }

  private static String time(Instant at) {
    return "<td class=\"time\">" + shown(at) + "</td>";
  }

  /** A time to the second: {@code 2026-01-02 08:21:00}. */
  private static String shown(Instant at) {
    return at.toString().substring(0, 19).replace('T', ' ');
  }

  private void add(String format, Object... values) {
    html.append(HtmlPage.text(format, values));
  }
}
