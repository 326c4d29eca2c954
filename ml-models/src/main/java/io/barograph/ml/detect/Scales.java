package io.barograph.ml.detect;

/** What keeps a scale above nothing. */
final class Scales {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-9;

  private Scales() {}

  /** The least scale about {@code level}: a thousandth of it. */
  static double floor(double level) {
    return RELATIVE * Math.abs(level) + ABSOLUTE;
  }
}
