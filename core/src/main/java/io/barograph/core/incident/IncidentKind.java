package io.barograph.core.incident;

import java.util.Locale;

/** What an incident is. */
public enum IncidentKind {
  /** Far more alerts than usual, of services that no cause of the graph explains together. */
  STORM,
  /** A failing service and those that call it. */
  CASCADE,
  /** What runs on one host. */
  COMMON_CAUSE,
  /** One alert that comes and goes. */
  FLAPPING,
  /** One alert that grew worse and did not recover between. */
  ESCALATION,
  /** A cascade whose root was changed shortly before. */
  CHANGE_IMPACT,
  /** A service that is no longer heard of. */
  HEARTBEAT,
  /** Alerts that no graph knows and that are alike. */
  GROUP,
  /** More alerts of no common cause than the people behind a receiver can take in. */
  FLOOD;

  private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * The kind of that name in JSON.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static IncidentKind ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The kind as it stands in JSON: {@code common-cause}. */
  public String wireName() {
    return wireName;
  }
}
