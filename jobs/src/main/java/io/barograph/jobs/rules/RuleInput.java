package io.barograph.jobs.rules;

import java.io.Serializable;

/**
 * An input of a series stage.
 *
 * @param name part of operator uids
 * @param metrics a regular expression of the metric names that come from it
 * @param kind where its samples come from
 */
record RuleInput(String name, String metrics, Kind kind) implements Serializable {
  /** Where samples come from. */
  enum Kind {
    /** From a topic of telemetry. */
    TELEMETRY,
    /** From a signal: made of other input. */
    SIGNAL,
    /** From alerts: fed back to the rules. It has no clock, so no rule ever waits for it. */
    FEEDBACK
  }

  boolean hasClock() {
    return kind != Kind.FEEDBACK;
  }
}
