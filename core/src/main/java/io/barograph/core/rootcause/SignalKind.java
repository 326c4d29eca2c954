package io.barograph.core.rootcause;

/** What a signal says, and so whom it blames. */
public enum SignalKind {
  /** How much of a limit is used, 0 to 100 percent. Blames the service. */
  UTILISATION,

  /** How long a request takes, what it calls included, in seconds. Blames who adds to it. */
  DURATION,

  /** How long a request takes in the service itself, in seconds. Blames the service. */
  SELF_TIME,

  /**
   * What the caller of a call waits longer than the callee works, in seconds: the network. It is
   * seen on edges alone, and blames the callee, whose packets are late.
   */
  NETWORK_TIME,

  /** How many requests failed, or how many errors were logged. Blames the deepest that explains. */
  ERRORS,

  /** How many lines are logged, by request: which way the code went. Blames the service. */
  LOG_LINES,

  /** How many calls to another service are made, by request. Blames the caller. */
  CALLS,

  /** That there is an alert. Blames the deepest that explains. */
  ALERT;

  /** Whether values are seconds, of which signals of one service add up. */
  boolean isTime() {
    return this == DURATION || this == SELF_TIME || this == NETWORK_TIME;
  }

  /** Whether callers have it because their callees do. */
  boolean isSymptom() {
    return this == DURATION || this == ERRORS || this == ALERT;
  }

  /** Whether the code goes another way, rather than more slowly: more and less both say that. */
  boolean isRatio() {
    return this == LOG_LINES || this == CALLS;
  }

  /** Which kind its amounts are added up with: seconds in a service and before it are one sum. */
  SignalKind sumsWith() {
    return this == NETWORK_TIME ? SELF_TIME : this;
  }
}
