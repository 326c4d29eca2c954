package io.barograph.core.alert;

import java.util.Locale;

/** What becomes of an alert whose data vanishes. */
public enum NoDataPolicy {
  /** It stays as it was, marked {@code nodata}, until the data returns or a time-out passes. */
  KEEP_LAST,
  /** As {@link #KEEP_LAST}, and a {@link NoDataAlert} says that the data is missing. */
  ALERT,
  /** It resolves, as in Prometheus. */
  RESOLVE;

  /** Its name in configuration: {@code keep_last}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
