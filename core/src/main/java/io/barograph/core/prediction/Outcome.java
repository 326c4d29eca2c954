package io.barograph.core.prediction;

import java.util.Objects;

/**
 * What came true.
 *
 * @param id of the prediction that it belongs to
 * @param time when it became known, in milliseconds since the epoch
 * @param actual the class that came true; empty for a value
 * @param value the value that came true; NaN for a class
 */
public record Outcome(String id, long time, String actual, double value) implements ModelRecord {
  public Outcome {
    Objects.requireNonNull(id);
    Objects.requireNonNull(actual);
    if (actual.isEmpty() && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
  }

  /** The class that came true. */
  public static Outcome ofClass(String id, long time, String actual) {
    return new Outcome(id, time, actual, Double.NaN);
  }

  /** The value that came true. */
  public static Outcome ofValue(String id, long time, double value) {
    return new Outcome(id, time, "", value);
  }

  /** True if it says the same of its prediction. */
  public boolean agreesWith(Outcome other) {
    return actual.equals(other.actual) && Double.compare(value, other.value) == 0;
  }
}
