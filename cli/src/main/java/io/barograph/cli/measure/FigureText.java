package io.barograph.cli.measure;

/** How a figure is told: whole numbers without a fraction, all others so that they read back. */
public final class FigureText {
  private static final double MAX_WHOLE = 1e15;

  private FigureText() {}

  /** The number as CSV and JSON have it; empty for NaN, which is undefined. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < MAX_WHOLE
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
