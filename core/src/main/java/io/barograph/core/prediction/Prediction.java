package io.barograph.core.prediction;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a model said: how likely each class is, or a value.
 *
 * @param id what its outcome is joined by
 * @param time when it was made, in milliseconds since the epoch
 * @param key whose prediction it is
 * @param classes in the order in which they were named, which decides ties; empty for a value
 * @param value the value that is predicted; NaN for classes
 */
public record Prediction(
    String id, long time, ModelKey key, List<ClassProbability> classes, double value)
    implements ModelRecord {
  /** How far from 1 probabilities may sum up, for those who round them. */
  public static final double SUM_TOLERANCE = 0.01;

  public Prediction {
    Objects.requireNonNull(id);
    Objects.requireNonNull(key);
    classes = List.copyOf(classes);
    if (classes.isEmpty() && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    } else if (!classes.isEmpty()) {
      check(classes);
    }
  }

  /** How likely each class is said to be. */
  public static Prediction ofClasses(
      String id, long time, ModelKey key, List<ClassProbability> classes) {
    return new Prediction(id, time, key, classes, Double.NaN);
  }

  /** What value is predicted. */
  public static Prediction ofValue(String id, long time, ModelKey key, double value) {
    return new Prediction(id, time, key, List.of(), value);
  }

  /** False if it predicts a value. */
  public boolean isOfClasses() {
    return !classes.isEmpty();
  }

  /** The likeliest class, of several the one that was named first. */
  public ClassProbability likeliest() {
    ClassProbability likeliest = classes.get(0);
    for (ClassProbability one : classes) {
      if (one.probability() > likeliest.probability()) {
        likeliest = one;
      }
    }
    return likeliest;
  }

  /** What is known of it without its outcome: its value, or how likely its first class is. */
  public double score() {
    return isOfClasses() ? classes.get(0).probability() : value;
  }

  private static void check(List<ClassProbability> classes) {
    double sum = 0;
    Set<String> names = new HashSet<>();
    for (ClassProbability one : classes) {
      sum += one.probability();
      if (!names.add(one.name())) {
        throw new IllegalArgumentException(
            "class %s must be named once, was named twice".formatted(one.name()));
      }
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException(
          "probabilities must sum up to 1 within %s, did to %s".formatted(SUM_TOLERANCE, sum));
    }
  }
}
