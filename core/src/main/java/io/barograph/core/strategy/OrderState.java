package io.barograph.core.strategy;

/** What became of an order. */
public enum OrderState {
  /** Sent, and not yet at its end. */
  SUBMITTED,
  /** Filled as a whole. */
  FILLED,
  /** Refused by the venue. */
  REJECTED,
  /** Taken back, or expired. */
  CANCELLED;

  /** True if nothing follows. */
  public boolean isFinal() {
    return this != SUBMITTED;
  }
}
