package io.barograph.core.prediction;

import java.util.Optional;

/**
 * How right a prediction was.
 *
 * @param isCorrect true if the likeliest class came true; false for a value
 * @param squaredError of classes the Brier score, the sum over all classes of (probability - 1 if
 *     it came true, else 0)^2, from 0 to 2; of a value the square of the error
 * @param loss of classes the log loss, -ln of the probability of what came true, clipped at {@value
 *     #CLIP}; of a value how far it was off
 * @param confidence the probability of the likeliest class; NaN for a value
 */
public record Verdict(boolean isCorrect, double squaredError, double loss, double confidence) {
  /** The least probability in a log loss. */
  public static final double CLIP = 1e-15;

  /**
   * How right it was; empty if one is of classes and the other of a value. A class that was not
   * named had the probability 0.
   */
  public static Optional<Verdict> of(Prediction prediction, Outcome outcome) {
    if (prediction.isOfClasses() == outcome.actual().isEmpty()) {
      return Optional.empty();
    } else if (!prediction.isOfClasses()) {
      double error = prediction.value() - outcome.value();
      return Optional.of(new Verdict(false, error * error, Math.abs(error), Double.NaN));
    }
    double brier = 0;
    double probability = 0;
    boolean isNamed = false;
    for (ClassProbability one : prediction.classes()) {
      boolean cameTrue = one.name().equals(outcome.actual());
      double error = one.probability() - (cameTrue ? 1 : 0);
      brier += error * error;
      probability = cameTrue ? one.probability() : probability;
      isNamed |= cameTrue;
    }
    ClassProbability likeliest = prediction.likeliest();
    return Optional.of(
        new Verdict(
            likeliest.name().equals(outcome.actual()),
            isNamed ? brier : brier + 1,
            -Math.log(Math.max(CLIP, probability)),
            likeliest.probability()));
  }
}
