package io.barograph.core.pattern;

import java.util.Locale;

/** Where a state change comes from. */
public enum StateSource {
  /** Somebody changed something: a deploy, a configuration, a model. */
  CHANGES,
  /** An alert that began or recovered. */
  ALERTS;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in settings and records: {@code alerts}. */
  public String wireName() {
    return wireName;
  }
}
