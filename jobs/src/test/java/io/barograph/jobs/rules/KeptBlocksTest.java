package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeptBlocksTest {
  private static final RuleSet RULES =
      new TestRules("metrics")
          .rule("HighCpu", "cpu", 0.9, Duration.ofSeconds(5), Duration.ofSeconds(5), 0)
          .compile();
  private static final SeriesBlock.Listener NOBODY = new NobodyListens();

  @Test
  void noteNoMoreThanTheBlockHoldsWhereNoCheckpointComes() {
    Labels cpu = Labels.of("__name__", "cpu");
    KeptBlocks.Kept kept = new KeptBlocks(RULES).add(KeyGroups.of(cpu));
    int most = 0;
    for (long second = 1; second <= 50_000; second++) {
      SampleBatch batch = new SampleBatch(KeyGroups.of(cpu), 1);
      batch.announce(cpu);
      batch.add(cpu.fingerprint(), 1_000 * second, 0, SampleBatch.ON_TIME);
      kept.append(batch, new SeriesBlock.AppendCounts(), NOBODY);
      int unused = kept.block.advance(1, 1_000 * second, NOBODY);
      kept.block.tidy();
      most = Math.max(most, kept.journalSize());
    }
    assertThat(most).isBetween(4_000, 5_000);
  }
}
