package io.barograph.core.alert;

import java.util.Locale;

/** What made an alert. */
public enum Origin {
  RULE,
  PATTERN,
  DETECTOR,
  EXTERNAL;

  /** The lower-case name that stands in records. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
