package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Cost of one tick of the group stage for what 2,000 series give: written and read as between two
 * subtasks, kept, evaluated and dropped, at every level.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GroupStageBenchmark {
  private static final int SERIES = 2_000;
  private static final int GROUPS = 97;
  private static final long TICK = 15_000;

  /**
   * {@code folded}: 20 rules that fold the series into 97 groups each, of which ten twice. {@code
   * alerts}: a thousand alerts in one partition. {@code piece}: 2,000 elements in one partition of
   * a piece.
   */
  @Param({"folded", "alerts", "piece"})
  String rules;

  @Param({"heap", "rocksdb"})
  String profile;

  private final List<LeafElement> given = new ArrayList<>();
  private final List<KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert>> levels =
      new ArrayList<>();
  private final TypeSerializer<LeafElement> serializer =
      LeafElementSerializer.INSTANCE.typeInformation().createSerializer(null);
  private final DataOutputSerializer wire = new DataOutputSerializer(256);
  private final DataInputDeserializer read = new DataInputDeserializer();
  private RuleSet compiled;
  private long tick;

  @Setup
  public void open() throws Exception {
    PackRules source =
        TextRules.read(Files.createTempDirectory("rules"), NoData.KEEP_LAST, groups(rules));
    compiled = source.compile();
    give(source);
    for (int level = 1; level <= compiled.levels(); level++) {
      var stage =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new GroupStage(source, level, level == compiled.levels()),
              StageRecord::partitionKey,
              LabelsSerializer.INSTANCE.typeInformation(),
              KeyGroups.COUNT,
              1,
              0);
      stage.setStateBackend(
          profile.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend());
      stage.setup(AlertSerializer.INSTANCE);
      stage.open();
      levels.add(stage);
    }
  }

  @TearDown
  public void close() throws Exception {
    for (var stage : levels) {
      stage.close();
    }
  }

  private static String groups(String rules) {
    StringBuilder groups = new StringBuilder("- name: g\n  interval: 15s\n  rules:\n");
    switch (rules) {
      case "folded" -> {
        for (int rule = 0; rule < 20; rule++) {
          String expression =
              rule % 2 == 0
                  ? "sum by (zone) (rate(m[5m])) > " + (1e9 + rule)
                  : "max by (team) (m) / min by (team) (m) > " + (1e9 + rule);
          groups.append("  - {alert: Load%d, expr: '%s'}%n".formatted(rule, expression));
        }
      }
      case "alerts" -> groups.append("  - {alert: Load, expr: 'm > on () group_left () avg(m)'}\n");
      case "piece" ->
          groups.append(
              "  - {alert: Load, expr: 'count(m > on (env) group_left () avg by (env) (m)) > 5e3'}\n");
      default -> throw new IllegalArgumentException(rules);
    }
    return groups.toString();
  }

  /** Takes from a series stage what the series give at a tick. */
  private void give(PackRules source) throws Exception {
    try (KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage =
        new KeyedMultiInputStreamOperatorTestHarness<>(
            new SeriesStageFactory(source, compiled.levels()), KeyGroups.COUNT, 1, 0)) {
      stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
      stage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
      stage.open();
      for (int i = 0; i < SERIES; i++) {
        Labels.Builder labels = Labels.builder().add("__name__", "m").add("instance", "host-" + i);
        for (String name : List.of("cluster", "zone", "rack", "service", "team", "version")) {
          labels.add(name, name + "-" + i % GROUPS);
        }
        Labels series = labels.add("env", "live").build();
        SampleBatch batch = new SampleBatch(KeyGroups.of(series), 3);
        batch.announce(series);
        for (int sample = 0; sample < 3; sample++) {
          long bits = Double.doubleToRawLongBits(i + (double) sample * (i % 7));
          batch.add(series.fingerprint(), 1_000 + 5_000 * sample, bits, SampleBatch.ON_TIME);
        }
        stage.processElement(0, new StreamRecord<>(batch));
      }
      stage.processWatermark(0, new Watermark(TICK));
      for (int level = 1; level <= compiled.levels(); level++) {
        for (StreamRecord<StageRecord> record :
            stage.getSideOutput(SeriesStage.leafElements(level))) {
          if (record.getValue() instanceof LeafElement element) {
            given.add(element);
          }
        }
      }
    }
  }

  @Benchmark
  public int tick() throws Exception {
    tick += TICK;
    for (LeafElement element : given) {
      send(element, tick);
    }
    int told = 0;
    for (int level = 1; level <= levels.size(); level++) {
      var stage = levels.get(level - 1);
      InputTime time = new InputTime(tick, TICK, Long.MIN_VALUE);
      stage.processElement(new StreamRecord<>(new StageMark(Labels.EMPTY, 0, 0, time)));
      told += stage.getOutput().size();
      stage.getOutput().clear();
      Queue<StreamRecord<StageRecord>> parts = stage.getSideOutput(GroupStage.PARTS);
      if (parts != null) {
        for (StreamRecord<StageRecord> part : parts) {
          give(level + 1, part.getValue());
        }
        parts.clear();
      }
    }
    return told;
  }

  private void give(int level, StageRecord record) throws Exception {
    if (record instanceof LeafElement element) {
      send(element, tick);
    } else {
      levels.get(level - 1).processElement(new StreamRecord<>(record));
    }
  }

  private void send(LeafElement element, long at) throws Exception {
    LeafElement sent =
        new LeafElement(
            element.kind(),
            element.partitionKey(),
            element.source(),
            at,
            element.series(),
            element.value(),
            element.support());
    wire.clear();
    serializer.serialize(sent, wire);
    read.setBuffer(wire.getSharedBuffer(), 0, wire.length());
    LeafElement received = serializer.deserialize(read);
    levels.get(level(received) - 1).processElement(new StreamRecord<>(received));
  }

  private int level(LeafElement element) {
    if (levels.size() == 1) {
      return 1;
    }
    String name = RulePiece.name(element.partitionKey());
    return compiled.pieces().get(name).newest().level();
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(GroupStageBenchmark.class.getSimpleName()).build())
        .run();
  }
}
