package io.barograph.cli.models;

import io.barograph.ml.failure.PredictionFigures;
import java.io.PrintWriter;
import java.util.Locale;

/** Versions of models side by side, a line each. */
public final class VersionTable {
  private final PrintWriter out;

  /** A table with a heading. */
  public VersionTable(PrintWriter out) {
    this.out = out;
    line("version", "F1", "precision", "recall", "lead", "Brier", "failures", "");
  }

  /** A line of figures. */
  public void add(String version, PredictionFigures figures, String note) {
    line(
        version,
        number(figures.f1()),
        number(figures.precision()),
        number(figures.recall()),
        Double.isNaN(figures.leadHours())
            ? "-"
            : String.format(Locale.ROOT, "%.1f h", figures.leadHours()),
        number(figures.brier()),
        Integer.toString(figures.failures()),
        note);
  }

  /** A line of a version of which there are no figures. */
  public void add(String version, String note) {
    line(version, "-", "-", "-", "-", "-", "-", note);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private void line(Object... cells) {
    out.println("%-10s %7s %9s %7s %9s %7s %8s  %s".formatted(cells).stripTrailing());
  }
}
