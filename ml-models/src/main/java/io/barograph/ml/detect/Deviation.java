package io.barograph.ml.detect;

/**
 * How far a value is from what one member expected.
 *
 * @param size the distance in scales of the member, at least 0
 * @param expected the value expected
 * @param lower the lower bound of what is usual
 * @param upper the upper bound of what is usual
 */
record Deviation(double size, double expected, double lower, double upper) {
  /** Too few values came before. */
  static final Deviation UNKNOWN = new Deviation(0, Double.NaN, Double.NaN, Double.NaN);

  private static final double BOUND_SCALES = 3;

  /** The distance of {@code value} from {@code expected}, with bounds three scales away. */
  static Deviation of(double value, double expected, double scale) {
    return new Deviation(
        Math.abs(value - expected) / scale,
        expected,
        expected - BOUND_SCALES * scale,
        expected + BOUND_SCALES * scale);
  }

  boolean isKnown() {
    return !Double.isNaN(expected);
  }
}
