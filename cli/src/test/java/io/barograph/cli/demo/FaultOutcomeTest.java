package io.barograph.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.alert.AlertEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FaultOutcomeTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final ScheduledFault LOSS =
      new ScheduledFault(Fault.STRATEGY_LOSS, Duration.ofSeconds(60), Duration.ofSeconds(15));

  @Test
  void isCompleteOnceItsAlertFiredAndResolved() {
    FaultOutcome outcome =
        FaultOutcome.of(
            LOSS, START, List.of(alert("a", "firing", 70, 70), alert("a", "resolved", 70, 90)));
    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.began()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void takesAnAlertForItsOwnThatWasFiringAlreadyAndOutlastedIt() {
    FaultOutcome outcome =
        FaultOutcome.of(
            LOSS, START, List.of(alert("a", "firing", 59, 59), alert("a", "resolved", 59, 75)));
    assertThat(outcome.isComplete()).isTrue();
  }

  @Test
  void doesNotTakeAnEarlierAlertForItsOwn() {
    FaultOutcome outcome =
        FaultOutcome.of(
            LOSS, START, List.of(alert("a", "firing", 59, 59), alert("a", "resolved", 59, 74)));
    assertThat(outcome.fired()).isEmpty();
    assertThat(outcome.isComplete()).isFalse();
  }

  @Test
  void doesNotTakeTheEndOfAnotherEpisodeForItsOwn() {
    FaultOutcome outcome =
        FaultOutcome.of(
            LOSS, START, List.of(alert("b", "firing", 70, 70), alert("a", "resolved", 59, 90)));
    assertThat(outcome.fired()).isPresent();
    assertThat(outcome.isComplete()).isFalse();
  }

  @Test
  void isIncompleteWithoutAnyAlert() {
    assertThat(FaultOutcome.of(LOSS, START, List.of()).isComplete()).isFalse();
  }

  private static AlertEvent alert(String id, String status, int startsAt, int updatedAt) {
    return new AlertEvent(
        id,
        updatedAt,
        status,
        "condition_true",
        new TreeMap<>(Map.of("alertname", "StrategyDrawdown")),
        new TreeMap<>(),
        Optional.of(0.1),
        "P1",
        START.plusSeconds(startsAt),
        Optional.of(START.plusSeconds(startsAt)),
        Optional.empty(),
        START.plusSeconds(updatedAt));
  }
}
