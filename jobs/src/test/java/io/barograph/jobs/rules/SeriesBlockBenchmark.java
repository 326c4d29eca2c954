package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.promql.eval.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Cost of one sample with its tick in a block of 1,600 series: stored, scanned, and dropped five
 * minutes later. A sample each 15 s, a tick each 15 s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SeriesBlockBenchmark implements SeriesBlock.Listener {
  private static final int SERIES = 1_600;
  private static final long TICK = 15_000;

  @Param({"load > 1e9", "rate(load[5m]) > 1e9", "sum by (job) (rate(load[5m])) > 1e9"})
  String query;

  private final List<Labels> series = new ArrayList<>();
  private final SeriesBlock.AppendCounts counts = new SeriesBlock.AppendCounts();
  private SeriesBlock block;
  private long time;
  private long elements;

  @Setup
  public void open() throws IOException {
    String groups =
        "- name: g%n  interval: 15s%n  rules:%n  - {alert: Load, expr: '%s'}%n".formatted(query);
    block =
        new SeriesBlock(
            TextRules.read(Files.createTempDirectory("rules"), NoData.KEEP_LAST, groups).compile());
    for (int i = 0; i < SERIES; i++) {
      series.add(Labels.of("__name__", "load", "instance", "i" + i, "job", "j" + i % 20));
      block.announce(series.get(i));
    }
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public long sampleWithItsTick() {
    time += TICK;
    SampleBatch batch = new SampleBatch(0, SampleBatch.CAPACITY);
    for (int i = 0; i < SERIES; i++) {
      long bits = Double.doubleToRawLongBits((double) (time + i));
      batch.add(series.get(i).fingerprint(), time - 1 - i, bits, SampleBatch.ON_TIME);
      if (batch.isFull() || i == SERIES - 1) {
        block.append(batch, counts, this);
        batch = new SampleBatch(0, SampleBatch.CAPACITY);
      }
    }
    block.advance(1, time, this);
    block.tidy();
    return elements;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(SeriesBlockBenchmark.class.getSimpleName()).build())
        .run();
  }

  @Override
  public void changed(Alert alert) {}

  @Override
  public void noData(Alert alert) {}

  @Override
  public void forgotten(Labels alert) {}

  @Override
  public void leaf(SeriesRow row, int place, long tick, EvaluationResult result) {
    elements++;
  }
}
