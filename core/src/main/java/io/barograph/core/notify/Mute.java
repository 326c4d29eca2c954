package io.barograph.core.notify;

import java.util.Locale;

/**
 * Why a receiver is not told of an alert now.
 *
 * @param kind what keeps it
 * @param by which one: the id of a silence, the rule and the alert that inhibit, the name of a time
 *     interval
 */
public record Mute(Kind kind, String by) {
  /** What can keep an alert from being told. */
  public enum Kind {
    /** Another alert fires that makes this one needless. */
    INHIBITED("inhibited by"),
    /** The route tells nothing outside of its active intervals. */
    INACTIVE("outside of the active intervals"),
    /** The route tells nothing now. */
    MUTED("in the mute interval"),
    /** Somebody silenced it. */
    SILENCED("silenced by");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The lower-case name that stands in records. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The reason, for people. */
  public String sentence() {
    return kind.words + ' ' + by;
  }
}
