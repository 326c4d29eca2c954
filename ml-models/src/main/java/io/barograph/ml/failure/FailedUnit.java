package io.barograph.ml.failure;

/**
 * A unit whose failure is known.
 *
 * @param history its rows; those after the failure are not learned from
 * @param failureMillis when it failed
 */
public record FailedUnit(UnitHistory history, long failureMillis) {
  /** How long it has left at a row, in hours; below 0 after the failure. */
  double remainingHours(int row) {
    return LeadBand.hours(history.timeMillis(row), failureMillis);
  }
}
