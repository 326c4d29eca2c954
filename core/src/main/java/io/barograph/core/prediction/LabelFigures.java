package io.barograph.core.prediction;

/**
 * How right some labelled predictions were, on average.
 *
 * @param labelled how many they are
 * @param accuracy the share whose likeliest class came true
 * @param squaredError the mean of {@link Verdict#squaredError}
 * @param loss the mean of {@link Verdict#loss}
 */
public record LabelFigures(long labelled, double accuracy, double squaredError, double loss) {
  /** The figures of sums; without labels they are NaN. */
  static LabelFigures of(long labelled, long correct, double squaredErrors, double losses) {
    return new LabelFigures(
        labelled, (double) correct / labelled, squaredErrors / labelled, losses / labelled);
  }
}
