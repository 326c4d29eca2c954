package io.barograph.ml.threshold;

/**
 * A static limit beside dynamic bounds in one season.
 *
 * @param samples so many were seen in it
 * @param seen the lowest and highest of them
 * @param usual the mean of what the bounds were
 * @param fixed how often the static limit was crossed
 * @param dynamic how often the dynamic bound on its side was
 */
public record SeasonDiff(
    DaySeason season, long samples, Level seen, Usual usual, Crossings fixed, Crossings dynamic) {
  /** The lowest and the highest value. */
  public record Level(double lowest, double highest) {}

  /** The bounds by the 99th percentile, and what is expected between them. */
  public record Usual(double lower, double expected, double upper) {}
}
