package io.barograph.jobs.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.risk.RiskOffBook;
import io.barograph.jobs.output.KafkaMessage;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class RiskOffFunctionTest {
  private static final long HALT = 60_000;

  @Test
  void aHaltIsToldAgainByTheClockAndAfterARestartAndLeavesNothingBehind() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(null)) {
      harness.processElement(
          firing("momentum", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0), 0);
      harness.processElement(
          firing("carry", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 0, 0L), 0);
      harness.processWatermark(30_000);
      assertThat(messages(harness)).containsExactly("momentum halt 0", "momentum halt 30000");
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(state)) {
      harness.processWatermark(60_000);
      harness.processElement(
          firing("momentum", AlertStatus.RESOLVED, AlertReason.CONDITION_FALSE, 61_000), 61_000);
      assertThat(messages(harness)).containsExactly("momentum halt 60000", "momentum resume 61000");
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      harness.processWatermark(61_000 + RiskOffBook.REMEMBERED_MILLIS);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatStillHaltsAtTheEndOfTheInputLeavesNothingBehind() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(
          firing("momentum", AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0), 0);
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(messages(harness)).containsExactly("momentum halt 0");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private static List<String> messages(
      KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Alert, Long>, KafkaMessage> harness) {
    return harness.extractOutputValues().stream()
        .map(
            message ->
                "%s %s %d"
                    .formatted(
                        message.key(),
                        message.value().contains("\"action\":\"halt\"") ? "halt" : "resume",
                        message.time()))
        .toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Alert, Long>, KafkaMessage>
      harness(OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RiskOffFunction("risk-off")),
            (Tuple2<Alert, Long> one) -> one.f0.labels().get("strategy"),
            Types.STRING);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static Tuple2<Alert, Long> firing(
      String strategy, AlertStatus status, AlertReason reason, long at) {
    return firing(strategy, status, reason, at, HALT);
  }

  private static Tuple2<Alert, Long> firing(
      String strategy, AlertStatus status, AlertReason reason, long at, long haltMillis) {
    AlertState state =
        new AlertState(status, 0, 0, AlertState.NEVER, AlertState.NEVER, AlertState.NEVER, 1, 1);
    return Tuple2.of(
        new Alert(
            Labels.of("alertname", "Drawdown", "strategy", strategy),
            new TreeMap<>(),
            state,
            reason,
            at,
            Priority.P1,
            Origin.RULE,
            List.of(),
            ""),
        haltMillis);
  }
}
