package io.barograph.cli.threshold;

import static io.barograph.cli.html.HtmlPage.text;

import io.barograph.ml.threshold.Crossings;
import io.barograph.ml.threshold.SeasonDiff;
import java.io.PrintWriter;
import java.util.List;

/** The comparison as a table for people. */
public final class ThresholdText {
  private ThresholdText() {}

  /**
   * Prints each rule and series with its seasons.
   *
   * @param zone of the hours
   */
  public static void print(List<RuleDiff> diffs, String zone, PrintWriter out) {
    for (RuleDiff diff : diffs) {
      out.println(title(diff));
      out.println("  " + sentence(diff));
      out.println(
          text(
              "  %-26s %9s %10s %10s %10s %10s %10s %10s %8s %8s",
              "season (" + zone + ")",
              "samples",
              "lowest",
              "highest",
              "limit",
              "lower",
              "expected",
              "upper",
              "static",
              "dynamic"));
      for (SeasonDiff season : diff.seasons()) {
        out.println(
            text(
                "  %-26s %9d %10.4g %10.4g %10.4g %10.4g %10.4g %10.4g %8d %8d",
                RuleDiff.name(season),
                season.samples(),
                season.seen().lowest(),
                season.seen().highest(),
                diff.rule().limit().limit(),
                season.usual().lower(),
                season.usual().expected(),
                season.usual().upper(),
                season.fixed().times(),
                season.dynamic().times()));
      }
      out.println();
    }
  }

  static String title(RuleDiff diff) {
    return "%s (%s) on %s".formatted(diff.rule().name(), diff.rule().query(), diff.series());
  }

  static String sentence(RuleDiff diff) {
    return "static limit crossed %s, dynamic bound %s"
        .formatted(crossed(diff.fixed(), diff.samples()), crossed(diff.dynamic(), diff.samples()));
  }

  private static String crossed(Crossings crossings, long samples) {
    return text(
        "%,d %s (%.2f %% of samples)",
        crossings.times(),
        crossings.times() == 1 ? "time" : "times",
        100.0 * crossings.samples() / samples);
  }
}
