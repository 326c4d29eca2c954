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
  NO_DATA;

  /**
   * What a tick says of an alert whose element is missing.
   *
   * @param hasData true if the data that supported it is there
   * @param recovered true if the rule's recovery condition holds, or if it has none
   */
  public static Observation ofMissing(boolean hasData, boolean recovered) {
    if (!hasData) {
      return NO_DATA;
    }
    return recovered ? FALSE : NOT_RECOVERED;
  }
}
