package io.barograph.core.alert;

/** What one tick of a rule says of one alert. */
public enum Observation {
  /** The expression returned the alert's element. */
  TRUE,
  /** The element is missing although its data is there, and the recovery condition holds. */
  FALSE,
  /** The element is missing, its data is there, but the rule's recovery condition does not hold. */
  NOT_RECOVERED,
  /** The element is missing because the data that supported it is. */
  NO_DATA
}
