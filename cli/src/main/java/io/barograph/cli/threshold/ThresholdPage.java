package io.barograph.cli.threshold;

import static io.barograph.cli.html.HtmlPage.escaped;
import static io.barograph.cli.html.HtmlPage.text;

import io.barograph.cli.html.HtmlPage;
import io.barograph.cli.html.LinePlot;
import io.barograph.cli.html.LinePlot.Look;
import io.barograph.ml.threshold.SeasonDiff;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The comparison as a page: a table of all, and for each rule and series plots by the hour. */
public final class ThresholdPage {
  private static final int MOST_PLOTS = 50;

  private final StringBuilder html = new StringBuilder();

  private final String zone;

  private ThresholdPage(String zone) {
    this.zone = zone;
  }

  /**
   * The page; those that were crossed most often come first.
   *
   * @param zone of the hours
   */
  public static String of(List<RuleDiff> diffs, String zone) {
    List<RuleDiff> sorted =
        diffs.stream()
            .sorted(
                Comparator.comparingLong(
                        (RuleDiff one) -> one.fixed().times() + one.dynamic().times())
                    .reversed())
            .toList();
    ThresholdPage page = new ThresholdPage(zone);
    page.html.append(HtmlPage.begin("Barograph: thresholds", "Static and dynamic thresholds"));
    page.add(
        "<p class=\"soft\">By the hour of the day (%s) and the kind of day. A crossing begins with"
            + " a sample beyond the bound whose forerunner was not; a rule's for, which lets short"
            + " ones pass, does not count here. Dynamic bounds are those of"
            + " barograph_lower and barograph_upper of quantile 0.99.</p>\n",
        escaped(zone));
    page.table(sorted);
    if (sorted.size() > MOST_PLOTS) {
      page.add("<p class=\"soft\">Plots of the first %d.</p>\n", MOST_PLOTS);
    }
    sorted.stream().limit(MOST_PLOTS).forEach(page::plots);
    return page.html.append(HtmlPage.END).toString();
  }

  private void table(List<RuleDiff> diffs) {
    add(
        "<div class=\"scroll\"><table><tr><th>rule</th><th>series</th><th>condition</th>"
            + "<th class=\"number\">samples</th><th class=\"number\">static crossed</th>"
            + "<th class=\"number\">beyond</th><th class=\"number\">dynamic crossed</th>"
            + "<th class=\"number\">beyond</th></tr>\n");
    for (RuleDiff one : diffs) {
      add(
          "<tr><td>%s</td><td class=\"name\">%s</td><td>%s</td><td class=\"number\">%,d</td>"
              + "<td class=\"number\">%,d</td><td class=\"number\">%.2f %%</td>"
              + "<td class=\"number\">%,d</td><td class=\"number\">%.2f %%</td></tr>\n",
          escaped(one.rule().name()),
          escaped(one.series().toString()),
          escaped(one.rule().query()),
          one.samples(),
          one.fixed().times(),
          100.0 * one.fixed().samples() / one.samples(),
          one.dynamic().times(),
          100.0 * one.dynamic().samples() / one.samples());
    }
    add("</table></div>\n");
  }

  private void plots(RuleDiff one) {
    add(
        "<h2>%s</h2>\n<p>%s: %s</p>\n",
        escaped(one.rule().name()), escaped(one.series().toString()), ThresholdText.sentence(one));
    for (boolean isDayOff : new boolean[] {false, true}) {
      List<SeasonDiff> seasons =
          one.seasons().stream().filter(of -> of.season().isDayOff() == isDayOff).toList();
      if (!seasons.isEmpty()) {
        add("<h3>%s</h3>\n", isDayOff ? "Days off" : "Working days");
        html.append(plot(one, seasons));
        crossings(seasons);
      }
    }
  }

  private String plot(RuleDiff one, List<SeasonDiff> seasons) {
    double[] hours = values(seasons, of -> of.season().hour());
    boolean isUpper = one.rule().limit().isUpper();
    double limit = one.rule().limit().limit();
    return new LinePlot(
            new LinePlot.Axis("hour of the day (" + zone + ")", hour -> text("%02.0f:00", hour), 1),
            "value (unit of the series)")
        .band(
            "between the dynamic bounds",
            hours,
            values(seasons, of -> of.usual().lower()),
            values(seasons, of -> of.usual().upper()))
        .line(Look.EXPECTED, "expected", hours, values(seasons, of -> of.usual().expected()))
        .line(
            Look.SEEN,
            isUpper ? "highest seen" : "lowest seen",
            hours,
            values(seasons, of -> isUpper ? of.seen().highest() : of.seen().lowest()))
        .line(Look.LIMIT, "static limit", hours, values(seasons, of -> limit))
        .svg();
  }

  private static double[] values(List<SeasonDiff> seasons, ToDoubleFunction<SeasonDiff> of) {
    return seasons.stream().mapToDouble(of).toArray();
  }

  private void crossings(List<SeasonDiff> seasons) {
    add("<div class=\"scroll\"><table><tr><th>hour</th>");
    seasons.forEach(of -> add("<th class=\"number\">%02d</th>", of.season().hour()));
    add("</tr>\n<tr><td>static crossed</td>");
    seasons.forEach(of -> add("<td class=\"number\">%d</td>", of.fixed().times()));
    add("</tr>\n<tr><td>dynamic crossed</td>");
    seasons.forEach(of -> add("<td class=\"number\">%d</td>", of.dynamic().times()));
    add("</tr></table></div>\n");
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String format, Object... values) {
    html.append(text(format, values));
  }
}
