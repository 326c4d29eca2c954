package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.AlertStatus;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.testing.GoldenFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockChunkTest {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "Zürich");
  private static final Labels DISK = Labels.of("__name__", "disk", "host", "価格");
  private static final RuleSet RULES =
      new TestRules("metrics", "other")
          .rule("HighCpu", "cpu", 0.9, Duration.ofSeconds(5), Duration.ofSeconds(5), 0)
          .rule("FullDisk", "disk", 0.8, Duration.ZERO, Duration.ofSeconds(10), 1)
          .compile();
  private static final RuleSet RULES_ON_ARRIVAL =
      new TestRules("metrics", "other")
          .rule("HighCpu", "cpu", 0.9, Duration.ofSeconds(5), Duration.ofSeconds(5), 0)
          .rule("FullDisk", "disk", 0.8, Duration.ZERO, Duration.ofSeconds(10), 1)
          .onArrival("FullDisk")
          .compile();
  private static final SeriesBlock.Listener NOBODY = new NobodyListens();

  @Test
  void readsTheStateThatTheFirstVersionWrote() throws IOException {
    byte[] golden = GoldenFile.read("series-state-v1", BlockChunk.whole(block(), RULES));
    SeriesBlock restored = new SeriesBlock(RULES);

    assertThat(BlockChunk.replay(golden, restored, RULES).values()).allMatch(List::isEmpty);
    assertThat(restored.closed(1)).isEqualTo(10_000);
    assertThat(restored.closed(2)).isEqualTo(Long.MIN_VALUE);
    SeriesRow cpu = restored.row(CPU.fingerprint());
    assertThat(cpu.labels()).isEqualTo(CPU);
    assertThat(cpu.alert(0).state().status()).isEqualTo(AlertStatus.FIRING);
    assertThat(cpu.alert(0).labels().get("host")).isEqualTo("Zürich");
    assertThat(restored.row(DISK.fingerprint()).hasLate()).isTrue();
    assertThat(BlockChunk.whole(restored, RULES)).isEqualTo(BlockChunk.whole(block(), RULES));
  }

  @Test
  void readsTheStateThatTheSecondVersionWrote() throws IOException {
    SeriesBlock block = new SeriesBlock(RULES_ON_ARRIVAL);
    SampleBatch batch = new SampleBatch(0, 1);
    batch.announce(DISK);
    batch.add(DISK.fingerprint(), 2_000, Double.doubleToRawLongBits(0.9), SampleBatch.ON_TIME);
    block.append(batch, new SeriesBlock.AppendCounts(), NOBODY);
    byte[] written = BlockChunk.whole(block, RULES_ON_ARRIVAL);
    byte[] golden = GoldenFile.read("series-state-v2", written);
    SeriesBlock restored = new SeriesBlock(RULES_ON_ARRIVAL);
    BlockChunk.replay(golden, restored, RULES_ON_ARRIVAL);

    SeriesRow disk = restored.row(DISK.fingerprint());
    assertThat(disk.alert(0).state().activeAt()).isEqualTo(2_000);
    assertThat(disk.arrival(0)).isEqualTo(2_000);
    assertThat(BlockChunk.whole(restored, RULES_ON_ARRIVAL)).isEqualTo(written);
  }

  @Test
  void whereASeriesBeginsIsKnownAfterARestart() throws IOException {
    SeriesBlock block = block();
    block.row(CPU.fingerprint()).beginAfter(5_000);
    byte[] written = BlockChunk.whole(block, RULES);
    byte[] golden = GoldenFile.read("series-state-v3", written);
    SeriesBlock restored = new SeriesBlock(RULES);
    BlockChunk.replay(golden, restored, RULES);

    assertThat(restored.row(CPU.fingerprint()).samplesAfter()).isEqualTo(5_000);
    assertThat(restored.row(DISK.fingerprint()).samplesAfter()).isEqualTo(Long.MIN_VALUE);
    assertThat(BlockChunk.whole(restored, RULES)).isEqualTo(written);
  }

  @Test
  void aClockThatHasNotStartedStaysSoAndANewOneStartsWhereTheOthersAre() {
    RuleSet edited = new TestRules("metrics", "other", "new").compile();
    SeriesBlock restored = new SeriesBlock(edited);
    BlockChunk.replay(BlockChunk.whole(block(), RULES), restored, edited);

    assertThat(restored.closed(1)).isEqualTo(10_000);
    assertThat(restored.closed(2)).isEqualTo(Long.MIN_VALUE);
    assertThat(restored.closed(4)).isEqualTo(10_000);
  }

  @Test
  void refusesAVersionThatItDoesNotKnow() {
    byte[] chunk = BlockChunk.whole(block(), RULES);
    chunk[0] = 4;

    assertThatThrownBy(() -> BlockChunk.replay(chunk, new SeriesBlock(RULES), RULES))
        .rootCause()
        .hasMessage("series state of version 4 is not known");
  }

  @Test
  void refusesAChunkThatIsCutAnywhere() {
    byte[] chunk = BlockChunk.whole(block(), RULES);

    for (int length = 0; length < chunk.length; length++) {
      byte[] cut = Arrays.copyOf(chunk, length);
      assertThatThrownBy(() -> BlockChunk.replay(cut, new SeriesBlock(RULES), RULES))
          .as("%d of %d bytes", length, chunk.length)
          .hasMessage("the state of the series stage cannot be read");
    }
  }

  /** A firing alert, odd values, a late sample, one clock that has not started. */
  private static SeriesBlock block() {
    SeriesBlock block = new SeriesBlock(RULES);
    block.announce(CPU);
    block.announce(DISK);
    SeriesRow cpu = block.row(CPU.fingerprint());
    block.add(cpu, 1_000, Double.doubleToRawLongBits(0.95), SampleBatch.ON_TIME);
    block.add(cpu, 11_000, Double.doubleToRawLongBits(Double.NaN), SampleBatch.ON_TIME);
    block.add(cpu, 12_000, StaleMarker.BITS, SampleBatch.ON_TIME);
    SeriesRow disk = block.row(DISK.fingerprint());
    block.add(
        disk, 2_000, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY), SampleBatch.ON_TIME);
    block.add(disk, 3_000, Double.doubleToRawLongBits(0.5), 20_000);
    block.advance(1, 10_000, NOBODY);
    return block;
  }
}
