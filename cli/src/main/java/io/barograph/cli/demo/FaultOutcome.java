package io.barograph.cli.demo;

import io.barograph.cli.alert.AlertEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one announced fault.
 *
 * @param scheduled the fault
 * @param began when it began
 * @param fired the version in which its alert fired; empty if it did not
 * @param resolved the version in which that alert resolved; empty if it did not
 */
public record FaultOutcome(
    ScheduledFault scheduled,
    Instant began,
    Optional<AlertEvent> fired,
    Optional<AlertEvent> resolved) {
  /**
   * Finds the outcome of {@code scheduled} among {@code events}, which are in the order of their
   * arrival. An alert that was over before the fault was is not its alert; one that was firing
   * already when the fault began and outlasted it is, for it cannot fire twice.
   *
   * @param start the demonstration's beginning
   */
  static FaultOutcome of(ScheduledFault scheduled, Instant start, List<AlertEvent> events) {
    Instant began = start.plus(scheduled.begins());
    Instant ended = start.plus(scheduled.ends());
    Optional<AlertEvent> fired =
        events.stream()
            .filter(event -> event.name().equals(scheduled.fault().alertName()))
            .filter(event -> event.status().equals("firing"))
            .filter(
                event ->
                    !event.startsAt().orElseThrow().isBefore(began)
                        || end(event.id(), events).filter(end -> !end.isBefore(ended)).isPresent())
            .findFirst();
    return new FaultOutcome(
        scheduled, began, fired, fired.flatMap(alert -> resolution(alert.id(), events)));
  }

  private static Optional<Instant> end(String id, List<AlertEvent> events) {
    return resolution(id, events).map(AlertEvent::updatedAt);
  }

  private static Optional<AlertEvent> resolution(String id, List<AlertEvent> events) {
    return events.stream()
        .filter(event -> event.id().equals(id))
        .filter(event -> event.status().equals("resolved"))
        .findFirst();
  }

  /** True if its alert fired and resolved. */
  public boolean isComplete() {
    return resolved.isPresent();
  }
}
