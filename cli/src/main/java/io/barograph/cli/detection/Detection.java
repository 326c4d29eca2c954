package io.barograph.cli.detection;

import io.barograph.cli.demo.ScheduledFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one rule of one system said of one fault.
 *
 * @param system whose rule it is
 * @param scheduled the fault
 * @param alertName the rule
 * @param verdict what it said
 * @param began when the fault began
 * @param alert what fired; there is one if the verdict is {@link Verdict#TOLD}
 */
public record Detection(
    String system,
    ScheduledFault scheduled,
    String alertName,
    Verdict verdict,
    Instant began,
    Optional<FiredAlert> alert) {
  /** What a rule said of a fault. */
  public enum Verdict {
    /** It fired after the fault began. */
    TOLD("told"),
    /** It did not fire. */
    MISSED("missed"),
    /** It fired already when the fault began, so it tells nothing of the fault. */
    FIRED_BEFORE("fired before"),
    /** It reads what this system does not have. */
    NO_INPUT("reads what is derived");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** A rule that reads what the system does not have. */
  static Detection withoutInput(
      String system, ScheduledFault scheduled, String alertName, Instant began) {
    return new Detection(system, scheduled, alertName, Verdict.NO_INPUT, began, Optional.empty());
  }

  /**
   * The first alert of the rule that fires from the beginning of the fault on.
   *
   * @param until when the next fault of the kind begins, whose alert is another's
   * @param fired by the time at which they fired
   */
  static Detection of(
      String system,
      ScheduledFault scheduled,
      String alertName,
      Instant began,
      Instant until,
      List<FiredAlert> fired) {
    List<FiredAlert> ofRule =
        fired.stream().filter(alert -> alert.alertName().equals(alertName)).toList();
    boolean firedBefore =
        ofRule.stream()
            .filter(alert -> alert.at().isBefore(began))
            .anyMatch(alert -> alert.ended().filter(end -> !end.isAfter(began)).isEmpty());
    Optional<FiredAlert> first =
        ofRule.stream()
            .filter(alert -> !alert.at().isBefore(began) && alert.at().isBefore(until))
            .findFirst();
    if (firedBefore) {
      return new Detection(
          system, scheduled, alertName, Verdict.FIRED_BEFORE, began, Optional.empty());
    }
    Verdict verdict = first.isPresent() ? Verdict.TOLD : Verdict.MISSED;
    return new Detection(system, scheduled, alertName, verdict, began, first);
  }

  /** From the beginning of the fault to {@code time} of its alert. */
  Optional<Duration> after(Function<FiredAlert, Optional<Instant>> time) {
    return alert.flatMap(time).map(at -> Duration.between(began, at));
  }
}
