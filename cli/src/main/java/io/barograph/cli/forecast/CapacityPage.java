package io.barograph.cli.forecast;

import static io.barograph.cli.html.HtmlPage.escaped;
import static io.barograph.cli.html.HtmlPage.text;

import io.barograph.cli.html.HtmlPage;
import io.barograph.cli.html.LinePlot;
import io.barograph.cli.html.LinePlot.Look;
import io.barograph.ml.forecast.CapacityPlan;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** A page of plans: a table of all, those that end first on top, and a plot of each of them. */
public final class CapacityPage {
  private static final String TITLE = "Barograph: capacity";
  private static final int MOST_PLOTS = 50;

  private final StringBuilder html = new StringBuilder();

  private CapacityPage() {}

  /**
   * The page.
   *
   * @param plans in any order
   * @param tooShort resources of too few days for a plan
   */
  public static String of(List<ResourcePlan> plans, List<String> tooShort) {
    List<ResourcePlan> sorted =
        plans.stream()
            .sorted(Comparator.comparingDouble(one -> one.plan().daysUntilLimit()))
            .toList();
    CapacityPage page = new CapacityPage();
    page.html.append(HtmlPage.begin(TITLE, "Capacity"));
    page.table(sorted);
    if (!tooShort.isEmpty()) {
      page.add(
          "<p class=\"soft\">Fewer than %d days, no plan: %s</p>\n",
          CapacityPlan.FEWEST_DAYS, escaped(String.join(", ", tooShort)));
    }
    if (sorted.size() > MOST_PLOTS) {
      page.add(
          "<p class=\"soft\">Plots of the %d whose limits are reached first.</p>\n", MOST_PLOTS);
    }
    sorted.stream().limit(MOST_PLOTS).forEach(page::plot);
    return page.html.append(HtmlPage.END).toString();
  }

  private void table(List<ResourcePlan> plans) {
    add(
        "<div class=\"scroll\"><table><tr><th>resource</th><th class=\"number\">usage</th>"
            + "<th class=\"number\">predicted</th><th class=\"number\">limit</th>"
            + "<th class=\"number\">days until</th><th class=\"number\">period</th>"
            + "<th class=\"number\">confidence</th><th>recommendation</th></tr>\n");
    for (ResourcePlan one : plans) {
      CapacityPlan plan = one.plan();
      add(
          "<tr><td class=\"name\">%s</td><td class=\"number\">%.4g</td>"
              + "<td class=\"number\">%.4g (%.4g to %.4g)</td><td class=\"number\">%.4g</td>"
              + "<td class=\"number\">%s</td><td class=\"number\">%d d</td>"
              + "<td class=\"number\">%s</td><td>%s</td></tr>\n",
          escaped(one.resource()),
          plan.currentUsage(),
          plan.predictedUsage(),
          plan.lower(),
          plan.upper(),
          one.limit(),
          Double.isFinite(plan.daysUntilLimit()) ? text("%.0f", plan.daysUntilLimit()) : "never",
          plan.forecastDays(),
          Double.isNaN(plan.confidence()) ? "not known" : text("%.0f %%", 100 * plan.confidence()),
          escaped(one.sentence()));
    }
    add("</table></div>\n");
    add(
        "<p class=\"soft\">Usage is by the trend of the 95th percentile of each day (UTC); in the"
            + " interval 95 of 100 days are expected. Confidence: of earlier plans, made of the"
            + " days before, how many were right a week later.</p>\n");
  }

  private void plot(ResourcePlan one) {
    CapacityPlan plan = one.plan();
    double today = Math.floorDiv(one.newest(), ResourcePlan.DAY);
    int known = one.daily().size();
    double[] days = new double[known];
    double[] usage = new double[known];
    for (int i = 0; i < known; i++) {
      days[i] = today - known + 1 + i;
      usage[i] = one.daily().get(i);
    }
    double[] ahead = {today, today + plan.forecastDays()};
    double reach = plan.upper() - plan.predictedUsage();
    LinePlot plot =
        new LinePlot(
                new LinePlot.Axis("day (UTC)", day -> LocalDate.ofEpochDay((long) day) + "", 1),
                "usage (unit of the limit)")
            .band(
                "95 of 100 days",
                ahead,
                new double[] {plan.currentUsage() - reach, plan.lower()},
                new double[] {plan.currentUsage() + reach, plan.upper()})
            .line(Look.SEEN, "usage of a day", days, usage)
            .line(
                Look.EXPECTED,
                "trend",
                ahead,
                new double[] {plan.currentUsage(), plan.predictedUsage()})
            .line(
                Look.LIMIT,
                "limit",
                new double[] {days[0], ahead[1]},
                new double[] {one.limit(), one.limit()});
    add("<h2>%s</h2>\n<p>%s</p>\n", escaped(one.resource()), escaped(one.sentence()));
    html.append(plot.svg());
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String format, Object... values) {
    html.append(text(format, values));
  }
}
