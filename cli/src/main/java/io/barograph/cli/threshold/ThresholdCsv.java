package io.barograph.cli.threshold;

import io.barograph.ml.threshold.SeasonDiff;
import java.io.PrintWriter;
import java.util.List;

/** The comparison as CSV: a row for each rule, series and season. */
public final class ThresholdCsv {
  private static final String HEADER =
      "rule,series,day,hour,samples,lowest,highest,limit,lower,expected,upper,"
          + "static_crossed,static_samples,dynamic_crossed,dynamic_samples";

  private ThresholdCsv() {}

  /** Writes all of it. */
  public static void write(List<RuleDiff> diffs, PrintWriter out) {
    out.println(HEADER);
    for (RuleDiff diff : diffs) {
      for (SeasonDiff season : diff.seasons()) {
        out.println(row(diff, season));
      }
    }
  }

  private static String row(RuleDiff diff, SeasonDiff season) {
    List<Object> fields =
        List.of(
            quoted(diff.rule().name()),
            quoted(diff.series().toString()),
            season.season().isDayOff() ? "off" : "working",
            season.season().hour(),
            season.samples(),
            season.seen().lowest(),
            season.seen().highest(),
            diff.rule().limit().limit(),
            season.usual().lower(),
            season.usual().expected(),
            season.usual().upper(),
            season.fixed().times(),
            season.fixed().samples(),
            season.dynamic().times(),
            season.dynamic().samples());
    return String.join(",", fields.stream().map(Object::toString).toList());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
