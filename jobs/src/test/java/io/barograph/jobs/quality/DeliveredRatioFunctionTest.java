package io.barograph.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.delivery.Receipt;
import io.barograph.core.delivery.Receipt.Result;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeliveredRatioFunctionTest {
  private static final long MINUTE = 60_000;

  private static KeyedOneInputStreamOperatorTestHarness<String, Receipt, IngestedSample> open(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DeliveredRatioFunction()),
            Receipt::receiver,
            Types.STRING);
    harness.setup(IngestedSerializer.<IngestedSample>ofKind().createSerializer(null));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static StreamRecord<Receipt> receipt(Result result, long decidedAt) {
    return new StreamRecord<>(
        new Receipt("n1", "ops", "webhook[0]", "g", result, 200, "", 1, decidedAt, 0), decidedAt);
  }

  private static List<String> texts(
      KeyedOneInputStreamOperatorTestHarness<String, Receipt, IngestedSample> function) {
    return function.extractOutputValues().stream()
        .filter(sample -> sample.labels().metricName().endsWith("_ratio"))
        .map(
            sample ->
                sample.timestamp() / MINUTE
                    + (sample.stale() ? " stale" : " %.2f".formatted(sample.value())))
        .toList();
  }

  @Test
  void saysTheShareEachMinuteOneMinuteAheadAndEndsAQuarterOfAnHourBehindTheLast() throws Exception {
    try (var function = open(null)) {
      function.processElement(receipt(Result.DELIVERED, 70_000));
      function.processElement(receipt(Result.REFUSED, 80_000));
      function.processElement(receipt(Result.DIGESTED, 130_000));
      function.processElement(receipt(Result.NOT_WANTED, 130_000));
      function.processWatermark(20 * MINUTE);

      assertThat(texts(function))
          .startsWith("3 0.50", "4 0.67")
          .contains("17 0.67", "18 1.00")
          .endsWith("19 stale")
          .hasSize(17);
      assertThat(function.numKeyedStateEntries()).isZero();
      assertThat(function.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aReceiptThatComesLongBehindItsNotificationCountsFromTheNextMinuteOn() throws Exception {
    try (var function = open(null)) {
      function.processWatermark(10 * MINUTE);
      function.processElement(receipt(Result.GAVE_UP, 5 * MINUTE));
      function.processWatermark(11 * MINUTE);
      assertThat(texts(function)).containsExactly("12 0.00");
    }
  }

  @Test
  void goesOnBehindARestore() throws Exception {
    OperatorSubtaskState state;
    try (var function = open(null)) {
      function.processElement(receipt(Result.GAVE_UP, 70_000));
      function.processWatermark(2 * MINUTE);
      state = function.snapshot(1, 1);
    }
    try (var function = open(state)) {
      function.processElement(receipt(Result.DELIVERED, 100_000));
      function.processWatermark(3 * MINUTE);
      assertThat(texts(function)).containsExactly("4 0.50");
    }
  }

  @Test
  void theEndOfAllInputSaysWhatWasLeftAndLeavesNothing() throws Exception {
    try (var function = open(null)) {
      function.processElement(receipt(Result.DELIVERED, 70_000));
      function.processElement(receipt(Result.DELIVERED, 190_000));
      function.processWatermark(Long.MAX_VALUE);

      assertThat(texts(function)).containsExactly("3 1.00", "4 1.00", "5 1.00");
      assertThat(function.numKeyedStateEntries()).isZero();
      assertThat(function.numEventTimeTimers()).isZero();
    }
  }
}
