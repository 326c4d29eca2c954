package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.promql.rules.PackText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.MultiInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleGateTest {
  private static final String GROUPS =
      "- {name: g, interval: 15s, rules: [{alert: High, expr: load > %d}]}\n";

  @TempDir Path folder;

  /** As after a restart: the tick is decided, and not every batcher knows of the change yet. */
  @Test
  void theWatermarkDoesNotPassATickBeforeTheChangeThatTakesEffectThere() throws Exception {
    try (SimulatedFeed feed = new SimulatedFeed();
        MultiInputStreamOperatorTestHarness<StageRecord> gate = gate(feed)) {
      gate.processWatermark(0, new Watermark(15_000));
      gate.processWatermark(0, new Watermark(60_000));
      assertThat(watermarks(gate)).containsExactly(15_000L, 29_999L);
      assertThat(changes(gate)).isEmpty();

      gate.processElement(0, new StreamRecord<>(new RuleAck(0, 1, 0)));
      List<Object> all = new ArrayList<>(gate.getOutput());

      assertThat(changes(gate)).hasSize(1);
      assertThat(watermarks(gate)).containsExactly(15_000L, 29_999L, 60_000L);
      assertThat(all.indexOf(changes(gate).get(0))).isLessThan(all.indexOf(new Watermark(60_000)));
    }
  }

  private MultiInputStreamOperatorTestHarness<StageRecord> gate(SimulatedFeed feed)
      throws Exception {
    PackText.File file =
        new PackText.File("rules.yml (version 2)", "groups:\n" + GROUPS.formatted(7));
    feed.publish(
        0,
        30_000,
        "rules",
        new PackText("rules", "2", List.of(file), Optional.empty()),
        Optional.empty());
    feed.decide(30_000);
    RuleGate.Plan plan =
        new RuleGate.Plan(
            new ArrayList<>(
                List.of(
                    TextRules.read(folder, BarographOptions.NoData.RESOLVE, GROUPS.formatted(5)))),
            new ArrayList<>(List.of(new RuleGate.Edge(0, 0, 1))),
            1,
            feed.source());
    var gate =
        new MultiInputStreamOperatorTestHarness<StageRecord>(new RuleGateFactory(plan), 1, 1, 0);
    gate.setup(StageRecordSerializer.INSTANCE);
    gate.open();
    return gate;
  }

  private static List<Object> changes(MultiInputStreamOperatorTestHarness<StageRecord> gate) {
    return gate.getOutput().stream()
        .filter(
            one ->
                one instanceof StreamRecord<?> record && record.getValue() instanceof StageChange)
        .toList();
  }

  private static List<Long> watermarks(MultiInputStreamOperatorTestHarness<StageRecord> gate) {
    return gate.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(mark -> ((Watermark) mark).getTimestamp())
        .toList();
  }
}
