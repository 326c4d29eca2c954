package io.barograph.cli.report;

import io.barograph.cli.html.HtmlPage;
import io.barograph.core.quality.Fault;
import io.barograph.core.quality.Proposal;
import io.barograph.core.quality.QualityFigures.Offender;
import io.barograph.core.quality.RuleProfile;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** A report as Markdown, with plots of block characters. */
public final class MarkdownReport {
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final int WIDEST = 40;
  private static final int MOST_RULES = 30;

  private final StringBuilder text = new StringBuilder();
  private final QualityReport report;

  private MarkdownReport(QualityReport report) {
    this.report = report;
  }

  /** The whole text. */
  public static String of(QualityReport report) {
    MarkdownReport markdown = new MarkdownReport(report);
    markdown.begin();
    markdown.targets();
    markdown.proposals();
    markdown.figures();
    markdown.days();
    markdown.rules();
    markdown.offenders();
    return markdown.text.toString();
  }

  private void begin() {
    add(
        "# Alerts of a %s\n\n%s to %s (times in %s)\n\n",
        report.period(), time(report.from()), time(report.to()), report.zone());
    report.notes().forEach(note -> add("- %s\n", note));
    text.append(report.notes().isEmpty() ? "" : "\n");
  }

  private void targets() {
    text.append("## Targets\n\n| | target | figure | |\n|---|---|---|---|\n");
    for (ReportText.Target target : ReportText.targets(report)) {
      add(
          "| %s | %s | %s | %s |\n",
          target.name(),
          target.limit(),
          target.figure(),
          target.missing().isEmpty() ? ReportText.verdict(target.verdict()) : target.missing());
    }
    text.append('\n');
  }

  private void proposals() {
    List<Proposal> proposals = report.quality().proposals();
    text.append("## To review\n\n");
    if (proposals.isEmpty()) {
      text.append("Nothing stands out.\n\n");
      return;
    }
    text.append("| rule | alerts | why |\n|---|---:|---|\n");
    for (Proposal one : proposals) {
      add(
          "| %s | %s | %s |\n",
          cell(one.rule()),
          one.reason() == Proposal.Reason.MISSED_FAULT ? "" : ReportText.number(one.alerts()),
          cell(ReportText.proposal(one)));
    }
    text.append('\n');
  }

  private void figures() {
    text.append("## Figures\n\n| | | |\n|---|---|---|\n");
    for (ReportText.Figure figure : ReportText.figures(report.quality().figures())) {
      add("| %s | %s | %s |\n", figure.name(), figure.value(), figure.meaning());
    }
    List<Fault> missed = report.quality().figures().missed();
    if (!missed.isEmpty()) {
      text.append("\nMissed:\n\n");
      for (Fault fault : missed) {
        add("- %s %s\n", time(Instant.ofEpochMilli(fault.from())), fault.name());
      }
    }
    text.append('\n');
  }

  private void days() {
    text.append("## Alerts a day\n\n```\n");
    int most = Math.max(1, Collections.max(report.byDay().values()));
    report
        .byDay()
        .forEach(
            (day, count) ->
                add(
                    "%s %6s %s\n",
                    day,
                    ReportText.number(count),
                    "█".repeat((int) Math.ceil((double) WIDEST * count / most))));
    text.append("```\n\n");
  }

  private void rules() {
    List<RuleProfile> profiles = report.quality().profiles();
    if (profiles.isEmpty()) {
      return;
    }
    text.append("## Rules\n\n");
    text.append("By hours from 0 to 23, and by weekdays from Monday.\n\n");
    text.append("| rule | alerts | by hour | by weekday | median, 90 % last | flap | false |");
    text.append(" acted on | fires with |\n|---|---:|---|---|---|---:|---:|---:|---|\n");
    for (RuleProfile profile : profiles.subList(0, Math.min(MOST_RULES, profiles.size()))) {
      add(
          "| %s | %s | `%s` | `%s` | %s, %s | %s | %s | %s | %s |\n",
          cell(profile.rule()),
          ReportText.number(profile.fired()),
          plot(profile.byHour()),
          plot(profile.byWeekday()),
          ReportText.seconds(profile.lasted(0.5)),
          ReportText.seconds(profile.lasted(0.9)),
          ReportText.percent(profile.flappingShare()),
          ReportText.percent(profile.falseShare()),
          report.knowsActs() ? ReportText.percent(profile.actedShare()) : "",
          partner(profile));
    }
    if (profiles.size() > MOST_RULES) {
      add("\nAnd %s more.\n", ReportText.number(profiles.size() - MOST_RULES));
    }
    text.append('\n');
  }

  private static String partner(RuleProfile profile) {
    return profile.partners().stream()
        .findFirst()
        .map(one -> cell(one.rule()) + " (" + ReportText.partner(one) + ")")
        .orElse("");
  }

  private void offenders() {
    List<Offender> offenders = report.quality().figures().offenders();
    if (offenders.isEmpty()) {
      return;
    }
    text.append("## Repeat offenders\n\n| alert | fired |\n|---|---:|\n");
    for (Offender one : offenders) {
      add("| %s | %s |\n", cell(one.alert()), ReportText.number(one.episodes()));
    }
  }

  /** One block for each count, as high as it is by the highest. */
  static String plot(List<Integer> counts) {
    int most = Math.max(1, Collections.max(counts));
    StringBuilder plot = new StringBuilder();
    for (int count : counts) {
      plot.append(BLOCKS.charAt((int) Math.ceil((BLOCKS.length() - 1.0) * count / most)));
    }
    return plot.toString();
  }

  /** Text that stays in its cell. */
  private static String cell(String told) {
    return told.replace("|", "\\|").replace("\n", " ");
  }

  private String time(Instant at) {
    return ReportText.time(at, report.zone());
  }

  private void add(String format, Object... values) {
    text.append(HtmlPage.text(format, values));
  }
}
