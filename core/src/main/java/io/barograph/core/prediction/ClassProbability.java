package io.barograph.core.prediction;

/**
 * How likely a class is said to be.
 *
 * @param name of the class
 * @param probability 0 to 1
 */
public record ClassProbability(String name, double probability) {
  public ClassProbability {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of a class must not be empty");
    } else if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability of %s must be from 0 to 1, was %s".formatted(name, probability));
    }
  }
}
