package io.barograph.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RiskOffBookTest {
  private static final long HALT = 60_000;

  private final List<String> told = new ArrayList<>();
  private RiskOffBook book = new RiskOffBook("momentum");

  @Test
  void anAlertHaltsUntilItsConditionIsFalse() {
    take("Drawdown", AlertStatus.PENDING, AlertReason.CONDITION_TRUE, 0, HALT);
    take("Drawdown", AlertStatus.FIRING, AlertReason.HELD_LONG_ENOUGH, 5_000, HALT);
    take("Drawdown", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 9_000, HALT);
    assertThat(told)
        .containsExactly(
            "halt by Drawdown held_long_enough at 5000 until 65000 v5000",
            "resume by Drawdown condition_false at 9000 until 9000 v9000");
  }

  @Test
  void aHaltIsToldAgainWhenHalfOfItHasPassedAndEndsLaterEachTime() {
    take("Drawdown", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0, HALT);
    assertThat(book.renewAt()).isEqualTo(30_000);
    tell(book.renew(29_999));
    tell(book.renew(30_000));
    assertThat(book.renewAt()).isEqualTo(60_000);
    assertThat(told)
        .containsExactly(
            "halt by Drawdown condition_true at 0 until 60000 v0",
            "halt by Drawdown condition_true at 30000 until 90000 v30000");
  }

  @Test
  void itGoesOnOnlyWhenTheLastOfSeveralAlertsHasEnded() {
    take("Drawdown", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0, HALT);
    take("Losses", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 1_000, 10_000);
    take("Drawdown", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 2_000, HALT);
    take("Losses", AlertStatus.RESOLVED, AlertReason.KEEP_FIRING_ELAPSED, 3_000, 10_000);
    assertThat(told)
        .containsExactly(
            "halt by Drawdown condition_true at 0 until 60000 v0",
            "halt by Losses condition_true at 1000 until 61000 v1000",
            "halt by Losses condition_true at 2000 until 61000 v2000",
            "resume by Losses keep_firing_elapsed at 3000 until 3000 v3000");
  }

  @Test
  void noNewsIsNotAResume() {
    for (AlertReason end : List.of(AlertReason.NODATA_TIMEOUT, AlertReason.RULE_DELETED)) {
      told.clear();
      book = new RiskOffBook("momentum");
      take("Drawdown", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0, HALT);
      take("Drawdown", AlertStatus.NODATA, AlertReason.NO_DATA, 1_000, HALT);
      take("Drawdown", AlertStatus.RESOLVED, end, 2_000, 0);
      tell(book.renew(Long.MAX_VALUE));
      assertThat(told)
          .containsExactly(
              "halt by Drawdown condition_true at 0 until 60000 v0",
              "halt by Drawdown no_data at 1000 until 61000 v1000");
    }
  }

  @Test
  void anEditThatTakesTheMarkOffLeavesTheHaltOfAnAlertThatFires() {
    take("Drawdown", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0, HALT);
    take("Drawdown", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 1_000, 0);
    assertThat(told).hasSize(2).last().asString().startsWith("resume");
  }

  @Test
  void endsOfAlertsThatNeverHaltedAreNoNews() {
    take("Other", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 1_000, 0);
    take("Other", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 2_000, 0);
    assertThat(told).isEmpty();
    assertThat(book.isSpent(2_000)).isTrue();
  }

  @Test
  void goesOnAsItWasWritten() throws IOException {
    take("Drawdown", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0, HALT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));
    book = RiskOffBook.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    tell(book.renew(30_000));
    take("Drawdown", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 30_000, HALT);
    assertThat(told)
        .containsExactly(
            "halt by Drawdown condition_true at 0 until 60000 v0",
            "halt by Drawdown condition_true at 30000 until 90000 v30000",
            "resume by Drawdown condition_false at 30000 until 30000 v30001");
    assertThat(book.isSpent(30_000 + RiskOffBook.REMEMBERED_MILLIS - 1)).isFalse();
    assertThat(book.isSpent(30_000 + RiskOffBook.REMEMBERED_MILLIS)).isTrue();
  }

  private void take(String name, AlertStatus status, AlertReason reason, long at, long haltMillis) {
    AlertState state =
        new AlertState(status, 0, 0, AlertState.NEVER, AlertState.NEVER, AlertState.NEVER, 1, 1);
    tell(
        book.take(
            new Alert(
                Labels.of("alertname", name, "strategy", "momentum"),
                new TreeMap<>(),
                state,
                reason,
                at,
                Priority.P1,
                Origin.RULE,
                List.of(new Owner("desk", "orders", name, "v" + at)),
                ""),
            haltMillis));
  }

  private void tell(Optional<RiskOff> record) {
    record.ifPresent(
        one ->
            told.add(
                "%s by %s %s at %d until %d v%d"
                    .formatted(
                        one.action().wireName(),
                        one.alertName(),
                        one.reason().code(),
                        one.at(),
                        one.expiresAt(),
                        one.version())));
  }
}
