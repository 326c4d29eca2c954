package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The series stage with an input without a clock: a rule on alerts, every 5 s. */
class FedBackInputTest {
  private static final int METRICS = 0;
  private static final int FEEDBACK = 1;

  @TempDir Path folder;
  private PackRules rules;

  @BeforeEach
  void readRules() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yml"),
            """
            groups:
            - name: g
              interval: 5s
              rules:
              - {alert: Told, expr: 'ALERTS{alertname="High"} == 1'}
              - {alert: Both, expr: 'cpu and on (host) ALERTS{alertname="High"}'}
            """);
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(file.toString()));
    rules =
        PackRules.read(JobOptions.of(configuration)).onDerived(Map.of("metrics", ".*"), Map.of());
    assertThat(rules.inputs()).containsExactly("metrics", PackRules.FEEDBACK);
  }

  @Test
  void neitherMovesNorHoldsTheClock() throws Exception {
    try (var stage = open(null)) {
      show(stage, "a", 10);
      stage.processWatermark(FEEDBACK, new Watermark(100_000));
      assertThat(stage.extractOutputValues()).as("not moved").isEmpty();

      stage.processWatermark(METRICS, new Watermark(10_000));
      assertThat(told(stage)).containsExactly("a firing at 10");
      assertThat(stage.getOutput()).as("not held").contains(new Watermark(10_000));
    }
  }

  @Test
  void comesAndGoesWithoutAWordOnWhetherItIsIdle() throws Exception {
    try (var stage = open(null)) {
      stage.processWatermarkStatus(FEEDBACK, WatermarkStatus.IDLE);
      stage.processWatermark(METRICS, new Watermark(5_000));
      stage.processWatermarkStatus(FEEDBACK, WatermarkStatus.ACTIVE);
      stage.processWatermark(METRICS, new Watermark(10_000));

      assertThat(stage.getOutput())
          .contains(new Watermark(10_000))
          .noneMatch(WatermarkStatus.class::isInstance);
    }
  }

  @Test
  void aSampleBehindTheClockIsSeenByLaterTicksOnly() throws Exception {
    try (var stage = open(null)) {
      stage.processWatermark(METRICS, new Watermark(60_000));
      show(stage, "a", 20);
      stage.processWatermark(METRICS, new Watermark(64_000));
      assertThat(stage.extractOutputValues()).isEmpty();
      stage.processWatermark(METRICS, new Watermark(65_000));

      assertThat(told(stage)).containsExactly("a firing at 65");
    }
  }

  @Test
  void alsoAfterARestoreThoughNoClockHasStartedAgain() throws Exception {
    OperatorSubtaskState state;
    try (var stage = open(null)) {
      show(stage, "a", 50);
      stage.processWatermark(METRICS, new Watermark(60_000));
      state = stage.snapshot(1, 1);
    }
    try (var stage = open(state)) {
      show(stage, "b", 20);
      stage.processWatermark(METRICS, new Watermark(65_000));

      assertThat(told(stage)).containsExactly("b firing at 65");
    }
  }

  @Test
  void theEndOfItsSeriesIsTheEndOfTheAlertAndNoLackOfData() throws Exception {
    try (var stage = open(null)) {
      show(stage, "a", 10);
      show(stage, "b", 10);
      stage.processWatermark(METRICS, new Watermark(14_000));
      send(stage, "a", 15, StaleMarker.BITS);
      stage.processWatermark(METRICS, new Watermark(310_000));

      assertThat(told(stage))
          .containsExactlyInAnyOrder(
              "a firing at 10", "b firing at 10", "a resolved at 15", "b resolved at 310");
    }
  }

  private static List<String> told(KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage) {
    return stage.extractOutputValues().stream()
        .map(
            alert ->
                "%s %s at %d"
                    .formatted(
                        alert.labels().get("host"),
                        alert.state().status().wireName(),
                        alert.updatedAt() / 1_000))
        .toList();
  }

  private static void show(
      KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage, String host, long second)
      throws Exception {
    send(stage, host, second, Double.doubleToRawLongBits(1));
  }

  private static void send(
      KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage,
      String host,
      long second,
      long bits)
      throws Exception {
    Labels series = Labels.of("__name__", "ALERTS", "alertname", "High", "host", host);
    SampleBatch batch = new SampleBatch(KeyGroups.of(series), 1);
    batch.announce(series);
    batch.add(series.fingerprint(), second * 1_000, bits, SampleBatch.ON_TIME);
    stage.processElement(FEEDBACK, new StreamRecord<>(batch));
  }

  private KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> open(OperatorSubtaskState state)
      throws Exception {
    KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage =
        new KeyedMultiInputStreamOperatorTestHarness<>(
            new SeriesStageFactory(rules, 1), KeyGroups.COUNT, 1, 0);
    stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    stage.setKeySelector(METRICS, batch -> ((SampleBatch) batch).key());
    stage.setKeySelector(FEEDBACK, batch -> ((SampleBatch) batch).key());
    if (state != null) {
      stage.initializeState(state);
    }
    stage.open();
    return stage;
  }
}
