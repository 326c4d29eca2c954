package io.barograph.core.alert;

import java.util.Locale;

/** Why an alert changed, or stayed, what it is. */
public enum AlertReason {
  /** The condition became true; {@code for} runs from here. */
  CONDITION_TRUE("the condition became true"),
  /** The condition has held for the whole of {@code for}. */
  HELD_LONG_ENOUGH("the condition has held for the whole of the rule's for"),
  /** The condition went false before the alert fired. */
  NEVER_HELD("the condition went false before the alert fired"),
  /** The condition is false. */
  CONDITION_FALSE("the condition is false"),
  /** The condition is false and {@code keep_firing_for} has passed. */
  KEEP_FIRING_ELAPSED("the condition is false and keep_firing_for has passed"),
  /** The rule's {@code for} was made longer than the alert is old. */
  HOLD_EXTENDED("the rule's for is longer now than the alert is old"),
  /** The data behind the condition vanished. */
  NO_DATA("the data behind the condition has vanished"),
  /** Data has returned and the condition still holds. */
  DATA_RETURNED("the data has returned and the condition holds"),
  /** The data stayed away for the whole of the no-data time-out. */
  NODATA_TIMEOUT("the data stayed away for the whole of the no-data time-out"),
  /** The rule was deleted or renamed. */
  RULE_DELETED("the rule was deleted"),
  /** The rule would have more alerts than its group's limit allows, and so has none. */
  LIMIT_EXCEEDED("the rule has more alerts than its group's limit allows");

  private final String sentence;

  AlertReason(String sentence) {
    this.sentence = sentence;
  }

  /** The lower-case name that stands in records: {@code nodata_timeout}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason for people. */
  public String sentence() {
    return sentence;
  }
}
