package io.barograph.cli.report;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.html.HtmlPage;
import io.barograph.core.quality.Delays;
import io.barograph.core.quality.Proposal;
import io.barograph.core.quality.QualityFigures;
import io.barograph.core.quality.QualityTarget;
import io.barograph.core.quality.RuleProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a report says, as sentences and cells of tables that are the same in every form. */
final class ReportText {
  private static final String NO_DATA = "no data yet";
  private static final double PERCENT = 100;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private ReportText() {}

  /**
   * A figure.
   *
   * @param value what it is, or that there is no data
   * @param meaning how it is defined
   */
  record Figure(String name, String value, String meaning) {}

  /**
   * A target.
   *
   * @param missing where its data would come from, if there is none
   */
  record Target(
      String name, String limit, String figure, QualityTarget.Verdict verdict, String missing) {}

  static List<Figure> figures(QualityFigures of) {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure("alerts", number(of.alerts()), "fired"));
    figures.add(
        figure(
            "duplicates",
            number(of.duplicates()),
            "firings of further rules folded into an alert"));
    figures.add(figure("reduction", percent(of.reduction()), "1 − incidents / alerts (--members)"));
    figures.add(
        figure(
            "flapping",
            percent(of.flappingShare()),
            "of the alerts, those among 8 beginnings and ends of one alert in 10 min"));
    figures.add(
        figure(
            "time to detect",
            delays(of.timeToDetect()),
            "from the beginning of a fault to its first alert (--faults)"));
    figures.add(
        figure(
            "missed faults",
            of.faults() == 0 ? NO_DATA : of.missed().size() + " of " + of.faults(),
            "told of by no alert (--faults)"));
    figures.add(
        figure(
            "time to acknowledge",
            delays(of.timeToAcknowledge()),
            "from the firing of an alert (--marks)"));
    figures.add(
        figure("time to resolve", delays(of.timeToResolve()), "from the firing of an alert"));
    figures.add(
        figure(
            "false alerts",
            of.judged() == 0
                ? NO_DATA
                : HtmlPage.text(
                    "%,d of %,d (%s)", of.falsely(), of.judged(), percent(of.falseShare())),
            "of those that are judged (--faults, --marks)"));
    figures.add(
        figure("rating", plain(of.rating()), "the mean of what users gave, 1 to 10 (--marks)"));
    return figures;
  }

  private static Figure figure(String name, String value, String meaning) {
    return new Figure(name, value, meaning);
  }

  static List<Target> targets(QualityReport report) {
    QualityFigures of = report.quality().figures();
    List<Target> targets = new ArrayList<>();
    for (QualityTarget target : QualityTarget.values()) {
      OptionalDouble figure = target.figure(of, report.services());
      targets.add(
          new Target(
              name(target, of, figure),
              (target.isAbove() ? "> " : "< ") + value(target, target.limit()),
              figure.isPresent() ? value(target, figure.getAsDouble()) : NO_DATA,
              target.judge(figure),
              figure.isPresent() ? "" : source(target)));
    }
    return targets;
  }

  private static String name(QualityTarget target, QualityFigures of, OptionalDouble figure) {
    return switch (target) {
      case ACCURACY -> "accuracy: right / (right + false + missed)";
      case FALSE_ALERTS -> "false alerts";
      case RESPONSE -> "response: time to acknowledge, median";
      case AVAILABILITY -> "availability";
      case AUTOMATION -> "automation: nobody had to touch it";
      case SATISFACTION ->
          of.rating().isEmpty() && figure.isPresent()
              ? "satisfaction: the experience of users, from 1 to 10"
              : "satisfaction: mean rating";
    };
  }

  private static String source(QualityTarget target) {
    return switch (target) {
      case ACCURACY, FALSE_ALERTS -> "name faults with --faults, or judged alerts with --marks";
      case RESPONSE -> "name acknowledgements with --marks";
      case AVAILABILITY -> "alerts do not say it: name objectives or requests with --measures";
      case AUTOMATION -> "name what was acted and automated with --marks";
      case SATISFACTION -> "name ratings with --marks, or the experience of users with --measures";
    };
  }

  private static String value(QualityTarget target, double value) {
    return switch (target) {
      case RESPONSE -> seconds(value);
      case SATISFACTION -> HtmlPage.text("%.1f", value);
      case ACCURACY, FALSE_ALERTS, AVAILABILITY, AUTOMATION -> percent(value);
    };
  }

  static String verdict(QualityTarget.Verdict verdict) {
    return switch (verdict) {
      case MET -> "met";
      case MISSED -> "missed";
      case NO_DATA -> NO_DATA;
    };
  }

  /** What was found, and what may be done. */
  static String proposal(Proposal of) {
    return switch (of.reason()) {
      case MISSED_FAULT ->
          "No alert told of this fault. Lower a threshold, or write the rule that is missing.";
      case OFTEN_FALSE ->
          "%s of its alerts are false. Move its threshold away from what is usual, or ask for more evidence."
              .formatted(percent(of.figure()));
      case FLAPS ->
          "%s of its alerts flap. Give it a longer `for` or `keep_firing_for`."
              .formatted(percent(of.figure()));
      case OVER_SOON ->
          "Half of its alerts are over within %s. Give it a longer `for`: nobody can act so soon."
              .formatted(seconds(of.figure()));
      case NOT_ACTED_ON ->
          "%s of its alerts were acted on. Lower its severity, or take it away."
              .formatted(percent(of.figure()));
      case ALWAYS_WITH_ANOTHER ->
          "%s of its alerts come within 5 min of one of `%s`. One of both is enough, or one should inhibit the other."
              .formatted(percent(of.figure()), of.partner());
    };
  }

  /** How often a partner fires with a rule. */
  static String partner(RuleProfile.Partner of) {
    return "%s, by chance %s".formatted(percent(of.share()), percent(of.chance()));
  }

  static String delays(Delays of) {
    return of.isKnown()
        ? HtmlPage.text(
            "median %s, 90 %% within %s, of %,d",
            seconds(of.medianSeconds()), seconds(of.p90Seconds()), of.count())
        : NO_DATA;
  }

  /** A duration; empty of NaN. */
  static String seconds(double seconds) {
    return Double.isNaN(seconds)
        ? ""
        : AlertLine.duration(Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  static String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : NO_DATA;
  }

  /** A share from 0 to 1 as a percentage; empty of NaN. */
  static String percent(double share) {
    return Double.isNaN(share) ? "" : HtmlPage.text("%.1f %%", PERCENT * share);
  }

  /** A time to the minute, in a zone. */
  static String time(Instant at, ZoneId zone) {
    return MINUTE.format(at.atZone(zone));
  }

  static String number(long count) {
    return HtmlPage.text("%,d", count);
  }

  private static String plain(OptionalDouble figure) {
    return figure.isPresent() ? HtmlPage.text("%.1f", figure.getAsDouble()) : NO_DATA;
  }
}
