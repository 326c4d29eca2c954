package io.barograph.ml.detect;

/** Why the ensemble says something in place of the model of a heavy detector. */
public enum FallBack {
  /** It does not: the detector that was asked says it. */
  NONE(""),
  /** The series has no model: there are at most so many. */
  NO_MODEL("no_model"),
  /** The model has not yet seen the values it needs. */
  LEARNING("model_learning"),
  /** The model gave no answer. */
  FAILED("model_failed"),
  /** The model took too long, time and again, and rests. */
  SLOW("model_slow");

  private final String wireName;

  FallBack(String wireName) {
    this.wireName = wireName;
  }

  /** The name in labels; empty for {@link #NONE}. */
  public String wireName() {
    return wireName;
  }
}
