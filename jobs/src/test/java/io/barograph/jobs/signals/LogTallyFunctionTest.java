package io.barograph.jobs.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTallyFunctionTest {
  private static final long HOUR = 3_600_000;

  private KeyedOneInputStreamOperatorTestHarness<String, LogCount, IngestedSample> tallies;

  @BeforeEach
  void open() throws Exception {
    tallies = open(null);
  }

  @AfterEach
  void close() throws Exception {
    tallies.close();
  }

  @Test
  void tellsTheTallyOfEachServiceAtEachTick() throws Exception {
    take("orders", "INFO", 5_000, 3, 4_000);
    take("orders", "ERROR", 5_000, 1, 4_500);
    take("quotes", "INFO", 5_000, 7, 5_000);
    tallies.processWatermark(4_999);
    assertThat(told()).isEmpty();
    tallies.processWatermark(5_000);

    assertThat(told())
        .containsExactlyInAnyOrder(
            "5000 barograph_log_lines_total orders ERROR 1.0",
            "5000 barograph_log_lines_total orders INFO 3.0",
            "5000 barograph_log_error_ratio orders 0.25",
            "5000 barograph_log_last_seen_age_seconds orders 0.5",
            "5000 barograph_log_lines_total quotes INFO 7.0",
            "5000 barograph_log_error_ratio quotes 0.0",
            "5000 barograph_log_last_seen_age_seconds quotes 0.0");
  }

  @Test
  void theOrderOfCountsDoesNotMatter() throws Exception {
    take("orders", "INFO", 10_000, 2, 9_000);
    take("orders", "INFO", 5_000, 1, 4_000);
    take("orders", "INFO", 5_000, 1, 1_000);
    tallies.processWatermark(10_000);

    assertThat(told("lines_total"))
        .containsExactly(
            "5000 barograph_log_lines_total orders INFO 2.0",
            "10000 barograph_log_lines_total orders INFO 4.0");
  }

  @Test
  void lateLinesCountIntoTheTickTheyWereGivenAndAgeByTheNewest() throws Exception {
    take("orders", "INFO", 5_000, 1, 5_000);
    tallies.processWatermark(5_000);
    take("orders", "INFO", 10_000, 4, 1_000);
    tallies.processWatermark(10_000);

    assertThat(told("10000"))
        .contains(
            "10000 barograph_log_lines_total orders INFO 5.0",
            "10000 barograph_log_last_seen_age_seconds orders 5.0");
  }

  @Test
  void tellsTheSameAcrossARestore() throws Exception {
    feed(tallies, 5_000, 60_000);
    List<String> undisturbed = told();

    tallies.close();
    tallies = open(null);
    feed(tallies, 5_000, 30_000);
    List<String> disturbed = new ArrayList<>(told());
    OperatorSubtaskState state = tallies.snapshot(1, 1);
    tallies.close();
    tallies = open(state);
    feed(tallies, 35_000, 60_000);
    disturbed.addAll(told());

    assertThat(undisturbed).hasSize(46);
    assertThat(disturbed).isEqualTo(undisturbed);
  }

  @Test
  void leavesNoStateAndNoTimerAfterAnHourOfSilence() throws Exception {
    take("orders", "INFO", 5_000, 1, 5_000);
    take("orders", "ERROR", 5_000, 1, 5_000);
    tallies.processWatermark(5_000 + HOUR - 1);
    assertThat(tallies.numKeyedStateEntries()).isEqualTo(1);
    assertThat(tallies.numEventTimeTimers()).isEqualTo(1);
    assertThat(told()).noneMatch(line -> line.endsWith("stale"));
    tallies.processWatermark(5_000 + 2 * HOUR);

    assertThat(told(String.valueOf(5_000 + HOUR)))
        .containsExactlyInAnyOrder(
            "3605000 barograph_log_lines_total orders ERROR stale",
            "3605000 barograph_log_lines_total orders INFO stale",
            "3605000 barograph_log_error_ratio orders stale",
            "3605000 barograph_log_last_seen_age_seconds orders stale");
    assertThat(told().get(told().size() - 1)).startsWith("3605000 ");
    assertThat(tallies.numKeyedStateEntries()).isZero();
    assertThat(tallies.numEventTimeTimers()).isZero();
  }

  @Test
  void aServiceThatSpeaksAgainAfterAnHourStartsFromNothing() throws Exception {
    take("orders", "INFO", 5_000, 9, 5_000);
    tallies.processWatermark(5_000 + HOUR);
    take("orders", "INFO", 10_000 + HOUR, 1, 10_000 + HOUR);
    tallies.processWatermark(10_000 + HOUR);

    assertThat(told(String.valueOf(10_000 + HOUR)))
        .contains("3610000 barograph_log_lines_total orders INFO 1.0");
  }

  @Test
  void theEndOfAllInputClosesEveryTickAndEnds() throws Exception {
    take("orders", "INFO", 5_000, 1, 5_000);
    take("orders", "INFO", 15_000, 1, 15_000);
    tallies.processWatermark(Long.MAX_VALUE);

    assertThat(told("lines_total"))
        .containsExactly(
            "5000 barograph_log_lines_total orders INFO 1.0",
            "10000 barograph_log_lines_total orders INFO 1.0",
            "15000 barograph_log_lines_total orders INFO 2.0");
    assertThat(tallies.numKeyedStateEntries()).isZero();
    assertThat(tallies.numEventTimeTimers()).isZero();
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, LogCount, IngestedSample> tallies,
      long from,
      long to)
      throws Exception {
    for (long tick = from; tick <= to; tick += 5_000) {
      String level = tick % 15_000 == 0 ? "ERROR" : "INFO";
      tallies.processElement(
          new StreamRecord<>(new LogCount("orders", level, tick, tick / 1_000, tick - 1)));
      tallies.processWatermark(tick);
    }
  }

  private void take(String service, String level, long tick, long lines, long newest)
      throws Exception {
    tallies.processElement(new StreamRecord<>(new LogCount(service, level, tick, lines, newest)));
  }

  private List<String> told() {
    return tallies.extractOutputValues().stream().map(LogTallyFunctionTest::line).toList();
  }

  private List<String> told(String part) {
    return told().stream().filter(line -> line.contains(part)).toList();
  }

  private static String line(IngestedSample sample) {
    String level = sample.labels().get("level");
    return "%d %s %s%s %s"
        .formatted(
            sample.timestamp(),
            sample.labels().metricName(),
            sample.labels().get("service"),
            level.isEmpty() ? "" : ' ' + level,
            sample.stale() ? "stale" : String.valueOf(sample.value()));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LogCount, IngestedSample> open(
      OperatorSubtaskState state) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, LogCount, IngestedSample> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new LogTallyFunction(5_000)),
            LogCount::service,
            Types.STRING);
    harness.setup(IngestedSerializer.<IngestedSample>ofKind().createSerializer(null));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
