package io.barograph.core.alert;

import java.util.Locale;

/** Where an alert's episode stands. */
public enum AlertStatus {
  /** The condition holds, but not yet for the whole of the rule's {@code for}. */
  PENDING,
  /** The condition has held for long enough. */
  FIRING,
  /** The data behind the condition has vanished; what was true before is still assumed. */
  NODATA,
  /** It fired and is over. */
  RESOLVED,
  /** It was pending, never fired, and is over. */
  INACTIVE;

  /** True while the episode lasts. */
  public boolean isAlive() {
    return this == PENDING || this == FIRING || this == NODATA;
  }

  /** The lower-case name that stands in records: {@code firing}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of that name in records.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AlertStatus ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
