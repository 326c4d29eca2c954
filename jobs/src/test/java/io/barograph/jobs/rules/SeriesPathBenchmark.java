package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions.NoData;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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
 * Cost of one decoded sample on its whole way through the rules on one series: matched and batched,
 * written and read as between two subtasks, stored, evaluated at its tick, and written to a
 * checkpoint at every fortieth. 20,000 series of ten labels, a sample and a tick of each every 15
 * s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(1)
public class SeriesPathBenchmark {
  private static final int SERIES = 20_000;
  private static final long TICK = 15_000;

  /** As many as pass between two checkpoints 2 s apart at 400,000 samples a second. */
  private static final int TICKS_PER_CHECKPOINT = 40;

  /** The metric of all series; the rule reads {@code load}. */
  @Param({"other", "load"})
  String metric;

  @Param({"load > 1e9", "rate(load[5m]) > 1e9"})
  String query;

  @Param({"heap", "rocksdb"})
  String profile;

  private final List<Labels> series = new ArrayList<>();
  private final DataOutputSerializer wire = new DataOutputSerializer(8_192);
  private final DataInputDeserializer read = new DataInputDeserializer();
  private OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> batcher;
  private KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage;
  private long time;
  private long ticks;

  @Setup
  public void open() throws Exception {
    String groups =
        "- name: g%n  interval: 15s%n  rules:%n  - {alert: Load, expr: '%s'}%n".formatted(query);
    PackRules source = TextRules.read(Files.createTempDirectory("rules"), NoData.KEEP_LAST, groups);
    batcher =
        new OneInputStreamOperatorTestHarness<>(
            new SampleBatcher(source, "metrics", SeriesLimits.NONE));
    batcher.setup(SampleBatchSerializer.INSTANCE);
    batcher.open();
    stage =
        new KeyedMultiInputStreamOperatorTestHarness<>(
            new SeriesStageFactory(source, 0), KeyGroups.COUNT, 1, 0);
    stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    stage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
    stage.setStateBackend(
        profile.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend(true));
    stage.setCheckpointStorage(
        new FileSystemCheckpointStorage(Files.createTempDirectory("checkpoints").toUri()));
    stage.open();
    for (int i = 0; i < SERIES; i++) {
      Labels.Builder labels = Labels.builder().add("__name__", metric).add("instance", "host-" + i);
      for (String name :
          List.of("cluster", "zone", "rack", "service", "team", "version", "env", "job")) {
        labels.add(name, name + "-" + i % 97);
      }
      series.add(labels.build());
    }
  }

  @TearDown
  public void close() throws Exception {
    batcher.close();
    stage.close();
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public long sampleWithItsTick() throws Exception {
    time += TICK;
    StreamRecord<IngestedSample> record = new StreamRecord<>(null);
    for (int i = 0; i < SERIES; i++) {
      batcher.processElement(
          record.replace(
              new IngestedSample(series.get(i), time - 1, time + i, false, Ingested.ON_TIME)));
    }
    batcher.processWatermark(time);
    for (Object sent : batcher.getOutput()) {
      if (sent instanceof StreamRecord<?> batch) {
        stage.processElement(0, new StreamRecord<>(travelled((SampleBatch) batch.getValue())));
      }
    }
    batcher.getOutput().clear();
    stage.processWatermark(0, new Watermark(time));
    stage.getOutput().clear();
    if (++ticks % TICKS_PER_CHECKPOINT == 0) {
      stage.snapshot(ticks, time).discardState();
    }
    return ticks;
  }

  private SampleBatch travelled(SampleBatch batch) throws Exception {
    wire.clear();
    SampleBatchSerializer.INSTANCE.serialize(batch, wire);
    read.setBuffer(wire.getSharedBuffer(), 0, wire.length());
    return SampleBatchSerializer.INSTANCE.deserialize(read);
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(SeriesPathBenchmark.class.getSimpleName()).build())
        .run();
  }
}
