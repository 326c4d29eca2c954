package io.barograph.ml.detect;

/**
 * How unusual a value is.
 *
 * @param score 0 to 1; 0 for what repeats an anomaly that was scored before
 * @param strength 0 to 1, the same with repeats
 * @param expected the value that was expected; NaN where nothing was, or several metrics were
 * @param lower the lower bound of what is usual, at most {@code expected}; NaN as that
 * @param upper the upper bound of what is usual, at least {@code expected}; NaN as that
 * @param reason why
 */
public record Score(
    double score, double strength, double expected, double lower, double upper, Reason reason) {
  /** The score of a value behind too few others. */
  public static final Score LEARNING = none(ReasonCode.LEARNING);

  /** The same, said in place of another detector. */
  public Score asFallBack(FallBack why) {
    Reason fallBack = new Reason(reason.code(), reason.deviation(), reason.metric(), why);
    return new Score(score, strength, expected, lower, upper, fallBack);
  }

  /** The score of a value about which nothing is known. */
  static Score none(ReasonCode code) {
    return new Score(0, 0, Double.NaN, Double.NaN, Double.NaN, Reason.of(code));
  }
}
