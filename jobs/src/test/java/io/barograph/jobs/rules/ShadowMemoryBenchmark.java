package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.promql.rules.PackText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a version of a pack of 200 rules costs in memory that is tried beside the one that stands:
 * 20,000 series of an hour of samples, one every 15 s, each read by one rule of either version. The
 * version that is tried has other thresholds in all rules.
 *
 * <p>{@code ./mvnw test-compile exec:java -pl jobs -am -Dexec.classpathScope=test
 * -Dexec.mainClass=io.barograph.jobs.rules.ShadowMemoryBenchmark}
 */
public final class ShadowMemoryBenchmark {
  private static final int RULES = 200;
  private static final int SERIES = 20_000;
  private static final int SAMPLES = 240;
  private static final int HOURS = 5;
  private static final long TICK = 15_000;
  private static final double MIB = 1 << 20;

  private final List<Labels> series = new ArrayList<>();
  private final SeriesBlock.AppendCounts counts = new SeriesBlock.AppendCounts();
  private final SeriesBlock.Listener nobody = new NobodyListens();
  private long time;

  private ShadowMemoryBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) throws IOException {
    new ShadowMemoryBenchmark().run();
  }

  private void run() throws IOException {
    PackRules standing =
        TextRules.read(Files.createTempDirectory("rules"), NoData.KEEP_LAST, groups(90));
    RuleSet rules = standing.compile();
    SeriesBlock block = new SeriesBlock(rules);
    for (int i = 0; i < SERIES; i++) {
      series.add(Labels.of("__name__", "load", "instance", "i" + i, "job", "j" + i % RULES));
      block.announce(series.get(i));
    }
    fillUntilItIsFull(block);
    double without = heap();
    print("without a trial", block, without);

    RuleSet tried =
        rules.changed(standing.changedBy(trial()).compile(), time + TICK, Long.MIN_VALUE);
    block.follow(tried, domain -> time);
    fillUntilItIsFull(block);
    double with = heap();
    print("with a version that is tried", block, with);
    System.out.printf(
        "the trial: %.1f MiB, %.0f bytes a series; a second copy of the samples would be %.0f MiB%n",
        (with - without) / MIB, (with - without) / SERIES, 16.0 * block.sampleCount() / MIB);
  }

  private static String groups(int threshold) {
    StringBuilder groups = new StringBuilder("- name: g\n  interval: 15s\n  rules:\n");
    for (int rule = 0; rule < RULES; rule++) {
      groups.append(
          "  - {alert: A%1$d, expr: 'avg_over_time(load{job=\"j%1$d\"}[1h]) > %2$d'}\n"
              .formatted(rule, threshold));
    }
    return groups.toString();
  }

  private static RuleChange trial() {
    PackText.File file = new PackText.File("rules.yml (version 2)", "groups:\n" + groups(95));
    PackText version = new PackText("rules", "2", List.of(file), Optional.empty());
    return new RuleChange(1, 0, 0, "rules", true, Optional.empty(), Optional.of(version));
  }

  /** Rows grow until an hour of samples slides within the room that they have. */
  private void fillUntilItIsFull(SeriesBlock block) {
    for (int hour = 0; hour < HOURS; hour++) {
      fill(block);
    }
  }

  /** An hour of samples, and the ticks on the way. */
  private void fill(SeriesBlock block) {
    for (int sample = 0; sample < SAMPLES; sample++) {
      time += TICK;
      for (int from = 0; from < SERIES; from += SampleBatch.CAPACITY) {
        SampleBatch batch = new SampleBatch(0, SampleBatch.CAPACITY);
        for (int i = from; i < Math.min(SERIES, from + SampleBatch.CAPACITY); i++) {
          long bits = Double.doubleToRawLongBits((i + sample) % 80);
          batch.add(series.get(i).fingerprint(), time, bits, SampleBatch.ON_TIME);
        }
        block.append(batch, counts, nobody);
      }
      block.advance(1, time, nobody);
      block.tidy();
    }
  }

  private static void print(String when, SeriesBlock block, double heap) {
    System.out.printf(
        "%s: %,d series, %,d samples, heap %.1f MiB%n",
        when, block.size(), block.sampleCount(), heap / MIB);
  }

  private static double heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 5; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
