package io.barograph.cli.demo;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which alerts of a day were right, which were false, and which were missed. */
final class DayVerdict {
  private final AlertTimes times;
  private final DeskDay day;
  private final List<Alert> fired;
  private final List<Alert> alive;
  private final List<Alert> right = new ArrayList<>();
  private final List<Alert> wrong = new ArrayList<>();
  private final List<Detection> detections = new ArrayList<>();

  /**
   * What became of one alert that can follow from a fault.
   *
   * @param fault when it was
   * @param due how long after its beginning the alert must have fired at the latest; empty if the
   *     fault does not last that long
   * @param delay how long after its beginning the alert fired; empty if it did not
   */
  record Detection(
      ScheduledFault fault,
      Consequence consequence,
      Optional<Duration> due,
      Optional<Duration> delay) {
    boolean isMissed() {
      return due.isPresent() && delay.filter(some -> some.compareTo(due.get()) <= 0).isEmpty();
    }

    @Override
    public String toString() {
      return "%s of %s, due %d s after %s began at +%d s, %s"
          .formatted(
              consequence.alert(),
              consequence.subject(),
              due.map(Duration::toSeconds).orElse(-1L),
              fault.fault(),
              fault.begins().toSeconds(),
              delay.map(some -> "came after " + some.toSeconds() + " s").orElse("did not come"));
    }
  }

  /**
   * A verdict.
   *
   * @param told all transitions of alerts
   * @param expectsAll true if every alert that is known must follow from its fault, whether or not
   *     the fault lasts until it is due
   */
  DayVerdict(AlertTimes times, DeskDay day, List<Alert> told, boolean expectsAll) {
    this.times = times;
    this.day = day;
    this.fired = episodes(told, Comparator.comparingInt(alert -> -alert.state().version()));
    this.alive =
        episodes(told, Comparator.comparingInt(alert -> alert.state().version())).stream()
            .filter(alert -> alert.state().status().isAlive())
            .toList();
    fired.forEach(alert -> (isRight(alert) ? right : wrong).add(alert));
    for (ScheduledFault fault : day.schedule().faults()) {
      for (Consequence one : Consequence.of(fault.fault())) {
        if (times.knows(one)) {
          Duration due = times.printed(one, fault.begins());
          boolean isDue = expectsAll || due.compareTo(fault.lasts()) <= 0;
          detections.add(
              new Detection(fault, one, Optional.of(due).filter(any -> isDue), delay(fault, one)));
        }
      }
    }
  }

  /** The greatest transition of each episode, by an order, of those in or after which it fired. */
  private static List<Alert> episodes(List<Alert> told, Comparator<Alert> order) {
    Map<String, Alert> episodes = new HashMap<>();
    told.stream()
        .filter(alert -> alert.state().hasFired())
        .forEach(
            alert ->
                episodes.merge(
                    alert.id(),
                    alert,
                    (some, other) -> order.compare(some, other) < 0 ? other : some));
    return List.copyOf(episodes.values());
  }

  private boolean isRight(Alert alert) {
    return day.schedule().faults().stream()
        .anyMatch(
            fault ->
                Consequence.of(fault.fault()).stream()
                    .filter(times::knows)
                    .anyMatch(one -> follows(alert, one, fault)));
  }

  private Optional<Duration> delay(ScheduledFault fault, Consequence consequence) {
    return fired.stream()
        .filter(alert -> follows(alert, consequence, fault))
        .map(alert -> sinceOpening(alert).minus(fault.begins()))
        .min(Duration::compareTo);
  }

  private boolean follows(Alert alert, Consequence consequence, ScheduledFault fault) {
    Duration at = sinceOpening(alert);
    return consequence.isNamedBy(alert.labels())
        && at.compareTo(fault.begins()) >= 0
        && at.compareTo(fault.ends().plus(times.grace(consequence, fault.lasts()))) <= 0;
  }

  private Duration sinceOpening(Alert alert) {
    return Duration.between(day.opens(), Instant.ofEpochMilli(alert.state().firedAt()));
  }

  /** How many alerts name the one that is faulty, in time. */
  int right() {
    return right.size();
  }

  /** Alerts on who is healthy, or was by then. */
  List<String> falsely() {
    return wrong.stream()
        .map(
            alert ->
                "%s fired at +%d s, value %s"
                    .formatted(alert.labels(), sinceOpening(alert).toSeconds(), value(alert)))
        .toList();
  }

  private static double value(Alert alert) {
    return alert.state().value();
  }

  /** All alerts that can follow from the faults. */
  List<Detection> detections() {
    return List.copyOf(detections);
  }

  /** Alerts that were due and did not come, or too late. */
  List<Detection> missed() {
    return detections.stream().filter(Detection::isMissed).toList();
  }

  /** The names of alerts that fired and are not over. */
  List<String> unresolved() {
    return alive.stream().map(alert -> alert.labels().get(Labels.ALERT_NAME)).toList();
  }

  boolean isFaultless() {
    return wrong.isEmpty() && missed().isEmpty();
  }
}
