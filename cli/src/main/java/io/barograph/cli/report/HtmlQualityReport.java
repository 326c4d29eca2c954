package io.barograph.cli.report;

import io.barograph.cli.html.HtmlPage;
import io.barograph.core.quality.Proposal;
import io.barograph.core.quality.QualityFigures.Offender;
import io.barograph.core.quality.QualityTarget;
import io.barograph.core.quality.RuleProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A report as one page of HTML that needs nothing from elsewhere. */
public final class HtmlQualityReport {
  private static final int MOST_RULES = 100;

  /** A longer figure has a row of the table alone. */
  private static final int SHORT = 12;

  private static final double HEIGHT = 100;
  private static final double GAP = 0.15;

  private final StringBuilder html =
      new StringBuilder(HtmlPage.begin("Barograph: quality of alerts", "Quality of alerts"));
  private final QualityReport report;

  private HtmlQualityReport(QualityReport report) {
    this.report = report;
  }

  /** The page. */
  public static String of(QualityReport report) {
    HtmlQualityReport page = new HtmlQualityReport(report);
    page.summary();
    page.targets();
    page.proposals();
    page.figures();
    page.days();
    page.rules();
    page.offenders();
    return page.html.append(HtmlPage.END).toString();
  }

  private void summary() {
    add(
        "<p class=\"soft\">A %s: %s to %s (times in %s).</p>\n",
        report.period(),
        ReportText.time(report.from(), report.zone()),
        ReportText.time(report.to(), report.zone()),
        escaped(report.zone().toString()));
    report.notes().forEach(note -> add("<p class=\"soft\">%s</p>\n", escaped(note)));
    html.append("<div class=\"numbers\">\n");
    for (ReportText.Figure figure : ReportText.figures(report.quality().figures())) {
      if (Character.isDigit(figure.value().charAt(0)) && figure.value().length() <= SHORT) {
        add("<div><b>%s</b>%s</div>\n", escaped(figure.value()), escaped(figure.name()));
      }
    }
    html.append("</div>\n");
  }

  private void targets() {
    List<String> rows = new ArrayList<>();
    for (ReportText.Target target : ReportText.targets(report)) {
      String verdict = ReportText.verdict(target.verdict());
      rows.add(
          row(
              escaped(target.name()),
              escaped(target.limit()),
              escaped(target.figure()),
              target.verdict() == QualityTarget.Verdict.NO_DATA
                  ? "<span class=\"soft\">" + escaped(target.missing()) + "</span>"
                  : "<span class=\"%s\">%s</span>".formatted(verdict, verdict)));
    }
    table("Targets", "<th></th><th>target</th><th>figure</th><th></th>", rows);
  }

  private void proposals() {
    List<String> rows = new ArrayList<>();
    for (Proposal one : report.quality().proposals()) {
      rows.add(
          row(
              escaped(one.rule()),
              number(
                  one.reason() == Proposal.Reason.MISSED_FAULT
                      ? ""
                      : ReportText.number(one.alerts())),
              escaped(ReportText.proposal(one))));
    }
    table("To review", "<th>rule</th><th>alerts</th><th>why</th>", rows);
    if (rows.isEmpty()) {
      html.append("<h2>To review</h2>\n<p>Nothing stands out.</p>\n");
    }
  }

  private void figures() {
    List<String> rows = new ArrayList<>();
    for (ReportText.Figure figure : ReportText.figures(report.quality().figures())) {
      rows.add(row(escaped(figure.name()), escaped(figure.value()), escaped(figure.meaning())));
    }
    table("Figures", "<th></th><th></th><th></th>", rows);
  }

  /** A bar for each day; pointed at, it says which day and how many. */
  private void days() {
    int most = Math.max(1, Collections.max(report.byDay().values()));
    html.append("<h2>Alerts a day</h2>\n");
    add(
        "<p class=\"soft\">Up to %s a day; point at a bar to see which.</p>\n",
        ReportText.number(most));
    add(
        "<svg class=\"plot\" viewBox=\"0 0 %d 100\" preserveAspectRatio=\"none\">\n",
        report.byDay().size());
    int place = 0;
    for (Map.Entry<LocalDate, Integer> day : report.byDay().entrySet()) {
      double height = HEIGHT * day.getValue() / most;
      add(
          "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s: %s</title></rect>\n",
          place + GAP / 2,
          HEIGHT - height,
          1 - GAP,
          height,
          day.getKey(),
          ReportText.number(day.getValue()));
      place++;
    }
    html.append("</svg>\n");
  }

  private void rules() {
    List<RuleProfile> profiles = report.quality().profiles();
    List<String> rows = new ArrayList<>();
    for (RuleProfile one : profiles.subList(0, Math.min(MOST_RULES, profiles.size()))) {
      StringBuilder partners = new StringBuilder();
      for (RuleProfile.Partner partner : one.partners()) {
        partners.append(escaped(partner.rule())).append(' ');
        partners.append(escaped(ReportText.partner(partner))).append("<br>");
      }
      rows.add(
          row(
              escaped(one.rule()),
              number(ReportText.number(one.fired())),
              cells(one.byHour()),
              cells(one.byWeekday()),
              number(ReportText.seconds(one.lasted(0.5))),
              number(ReportText.seconds(one.lasted(0.9))),
              number(ReportText.percent(one.flappingShare())),
              number(ReportText.percent(one.falseShare())),
              number(report.knowsActs() ? ReportText.percent(one.actedShare()) : ""),
              partners.toString()));
    }
    table(
        "Rules",
        "<th>rule</th><th>alerts</th><th>by hour, 0 to 23</th><th>by weekday</th>"
            + "<th class=\"number\">half last</th><th class=\"number\">90 % last</th><th>flap</th><th>false</th>"
            + "<th>acted on</th><th>fires with</th>",
        rows);
    if (profiles.size() > MOST_RULES) {
      add("<p class=\"soft\">And %s more.</p>\n", ReportText.number(profiles.size() - MOST_RULES));
    }
  }

  /** One cell for each count, as dark as it is by the greatest. */
  private static String cells(List<Integer> counts) {
    int most = Math.max(1, Collections.max(counts));
    StringBuilder cells = new StringBuilder("<span style=\"white-space:nowrap\">");
    for (int i = 0; i < counts.size(); i++) {
      cells.append(
          HtmlPage.text(
              "<i class=\"cell\" style=\"opacity:%.2f\" title=\"%d: %d\"></i>",
              (double) counts.get(i) / most, i, counts.get(i)));
    }
    return cells.append("</span>").toString();
  }

  private void offenders() {
    List<String> rows = new ArrayList<>();
    for (Offender one : report.quality().figures().offenders()) {
      rows.add(
          row(
              escaped(one.alert()),
              escaped(one.rule()),
              number(ReportText.number(one.episodes()))));
    }
    table("Repeat offenders", "<th>alert</th><th>rule</th><th>fired</th>", rows);
  }

  private void table(String heading, String head, List<String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.append("<h2>").append(heading).append("</h2>\n<div class=\"scroll\"><table>\n<tr>");
    html.append(head).append("</tr>\n");
    rows.forEach(row -> html.append(row).append('\n'));
    html.append("</table></div>\n");
  }

  /** A row whose first cell is a name. */
  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder("<tr><td class=\"name\">").append(name).append("</td>");
    for (String cell : cells) {
      row.append(cell.startsWith("<td") ? cell : "<td>" + cell).append("</td>");
    }
    return row.append("</tr>").toString();
  }

  /** A cell that stays in one line. */
  private static String number(String text) {
    return "<td class=\"number\">" + escaped(text);
  }

  private void add(String format, Object... values) {
    html.append(HtmlPage.text(format, values));
  }

  private static String escaped(String text) {
    return HtmlPage.escaped(text);
  }
}
