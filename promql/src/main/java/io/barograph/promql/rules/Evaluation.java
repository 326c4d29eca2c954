package io.barograph.promql.rules;

/** When a rule is evaluated. */
public enum Evaluation {
  /** At its ticks, when the clock has passed them. */
  ON_TICK("on-tick"),

  /** Besides at the time of each sample, as soon as that comes. */
  ON_ARRIVAL("on-arrival");

  private final String wireName;

  Evaluation(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in {@code barograph.yml}. */
  public String wireName() {
    return wireName;
  }
}
