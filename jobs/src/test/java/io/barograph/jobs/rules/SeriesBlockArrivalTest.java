package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.formats.alert.AlertJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are evaluated when a sample comes. */
class SeriesBlockArrivalTest {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "a");
  private static final Duration TICK = Duration.ofSeconds(5);

  private final TestRules source =
      new TestRules("metrics", "other")
          .lookBack(Duration.ofSeconds(30))
          .rule("HighCpu", "cpu", 0.9, Duration.ZERO, TICK, 0)
          .onArrival("HighCpu");
  private final RuleSet rules = source.compile();
  private final SeriesBlock block = new SeriesBlock(rules);
  private final SeriesBlock.AppendCounts counts = new SeriesBlock.AppendCounts();
  private final Told told = new Told();

  /** Writes down what a block tells: {@code 15000 HighCpu firing}, and the whole of it. */
  private static final class Told implements SeriesBlock.Listener {
    final List<String> lines = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();

    @Override
    public void changed(Alert alert) {
      alerts.add(alert);
      lines.add(
          "%d %s %s".formatted(alert.updatedAt(), alert.name(), alert.state().status().wireName()));
    }

    @Override
    public void noData(Alert alert) {}

    @Override
    public void forgotten(Labels alert) {
      lines.add("forgotten " + alert.get("alertname"));
    }

    List<String> json() {
      return alerts.stream().map(AlertJson::of).toList();
    }
  }

  @Test
  void tellsAtTheSampleAndNotAtTheTick() {
    arrive(block, 1_234, 0.95);
    assertThat(told.lines).containsExactly("1234 HighCpu firing");
    assertThat(told.alerts.get(0).state().activeAt()).isEqualTo(1_234);

    arrive(block, 2_345, 0.5);
    arrive(block, 3_456, 0.95);
    block.advance(1, 20_000, told);

    assertThat(told.lines)
        .containsExactly("1234 HighCpu firing", "2345 HighCpu resolved", "3456 HighCpu firing");
    assertThat(counts.evaluated()).isEqualTo(3);
  }

  @Test
  void forIsCountedFromTheSampleAndPassedAtTheFirstSampleThatIsDue() {
    SeriesBlock holding = new SeriesBlock(holding(Duration.ofSeconds(5)));
    arrive(holding, 1_000, 0.95);
    arrive(holding, 5_500, 0.95);
    arrive(holding, 6_000, 0.95);

    assertThat(told.lines).containsExactly("1000 HighCpu pending", "6000 HighCpu firing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forIsPassedAtATickBetweenTwoSamplesWhetherTheClockOrTheSampleComesFirst(boolean clockFirst) {
    SeriesBlock holding = new SeriesBlock(holding(Duration.ofSeconds(5)));
    arrive(holding, 1_000, 0.95);
    if (clockFirst) {
      holding.advance(1, 11_000, told);
    }
    arrive(holding, 12_000, 0.95);
    holding.advance(1, 12_000, told);

    assertThat(told.lines).containsExactly("1000 HighCpu pending", "10000 HighCpu firing");
  }

  @Test
  void aSampleOutOfOrderChangesNothing() {
    arrive(block, 4_000, 0.5);
    arrive(block, 3_000, 0.95);
    block.advance(1, 20_000, told);

    assertThat(told.lines).isEmpty();
    assertThat(counts.evaluated()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLateSampleIsSeenByLaterTicksAlone(boolean clockFirst) {
    arrive(block, 3_000, 0.5);
    append(block, 4_000, bits(0.95), 4_500);
    assertThat(told.lines).isEmpty();
    if (clockFirst) {
      block.advance(1, 5_000, told);
    }
    arrive(block, 6_000, 0.95);
    append(block, 5_500, bits(0.5), 5_700);
    block.advance(1, 20_000, told);

    assertThat(told.lines).containsExactly("5000 HighCpu firing");
    assertThat(counts.evaluated()).as("at 3 s and 6 s").isEqualTo(2);
  }

  @Test
  void aSampleThatTheClockHasPassedChangesNothing() {
    arrive(block, 1_000, 0.5);
    block.advance(1, 12_000, told);
    arrive(block, 11_000, 0.95);

    assertThat(told.lines).isEmpty();
  }

  @Test
  void aDuplicateChangesNothing() {
    arrive(block, 1_000, 0.95);
    arrive(block, 1_000, 0.95);
    arrive(block, 1_000, 0.5);
    arrive(block, 2_000, 0.5);
    arrive(block, 2_000, 0.95);

    assertThat(told.lines).containsExactly("1000 HighCpu firing", "2000 HighCpu resolved");
    assertThat(counts.duplicates()).isEqualTo(3);
  }

  @Test
  void aStaleMarkerIsNoDataAtOnce() {
    arrive(block, 1_000, 0.95);
    append(block, 2_000, StaleMarker.BITS, SampleBatch.ON_TIME);

    assertThat(told.lines).containsExactly("1000 HighCpu firing", "2000 HighCpu nodata");
  }

  @Test
  void ticksTellWhatBecomesOfItInSilence() {
    arrive(block, 1_000, 0.95);
    for (long clock = 0; clock <= 35 * 60_000; clock += 1_000) {
      block.advance(1, clock, told);
      block.advance(2, clock, told);
      block.tidy();
    }

    assertThat(told.lines)
        .as("30 s of look-back, 15 min without data, 15 min as resolved")
        .containsExactly(
            "1000 HighCpu firing",
            "35000 HighCpu nodata",
            "935000 HighCpu resolved",
            "forgotten HighCpu");
    assertThat(block.size()).isZero();
  }

  @Test
  void aRuleOnTheSameSeriesThatIsNotOnArrivalWaitsForItsTick() {
    SeriesBlock both =
        new SeriesBlock(source.rule("Later", "cpu", 0.8, Duration.ZERO, TICK, 0).compile());
    arrive(both, 1_000, 0.95);
    assertThat(told.lines).containsExactly("1000 HighCpu firing");
    both.advance(1, 5_000, told);

    assertThat(told.lines).containsExactly("1000 HighCpu firing", "5000 Later firing");
  }

  @Test
  void aSeriesWithoutRulesOnArrivalIsNotEvaluatedWhenSamplesCome() {
    RuleSet ticking =
        new TestRules("metrics").rule("HighCpu", "cpu", 0.9, Duration.ZERO, TICK, 0).compile();
    SeriesBlock waiting = new SeriesBlock(ticking);
    arrive(waiting, 1_000, 0.95);

    assertThat(waiting.row(CPU.fingerprint()).isOnArrival()).isFalse();
    assertThat(told.lines).isEmpty();
    assertThat(counts.evaluated()).isZero();
  }

  @Test
  void restoredFromItsChunksItTellsNothingAgainAndGoesOn() {
    BlockJournal journal = new BlockJournal();
    journal.announce(CPU);
    record(journal, 1_000, 0.95);
    byte[] first = BlockChunk.delta(block, rules, journal);
    journal.clear();
    record(journal, 7_000, 0.96);
    byte[] second = BlockChunk.delta(block, rules, journal);
    byte[] whole = BlockChunk.whole(block, rules);

    for (List<byte[]> chunks : List.of(List.of(first, second), List.of(whole))) {
      SeriesBlock restored = new SeriesBlock(rules);
      chunks.forEach(chunk -> BlockChunk.replay(chunk, restored, rules));
      Told after = new Told();
      arrive(restored, 1_000, 0.95, after);
      arrive(restored, 6_000, 0.5, after);
      arrive(restored, 7_000, 0.96, after);
      restored.advance(1, 7_999, after);
      assertThat(after.lines).isEmpty();

      arrive(restored, 8_000, 0.5, after);
      assertThat(after.lines).containsExactly("8000 HighCpu resolved");
    }
  }

  @Test
  void aChunkWithoutNewsOfARowIsNoLargerForIt() {
    record(new BlockJournal(), 1_000, 0.95);
    byte[] first = BlockChunk.delta(block, rules, new BlockJournal());
    byte[] second = BlockChunk.delta(block, rules, new BlockJournal());

    assertThat(second.length).isLessThan(first.length);
  }

  @Test
  void aRuleThatIsNoLongerOnArrivalDoesNotGoBackBehindWhatItTold() {
    arrive(block, 1_000, 0.5);
    arrive(block, 12_000, 0.95);
    RuleSet ticking = source.onArrival().compile();
    SeriesBlock restored = new SeriesBlock(ticking);
    BlockChunk.replay(BlockChunk.whole(block, rules), restored, ticking);
    byte[] again = BlockChunk.whole(restored, ticking);
    SeriesBlock restoredAgain = new SeriesBlock(ticking);
    BlockChunk.replay(again, restoredAgain, ticking);
    Told after = new Told();
    restoredAgain.advance(1, 10_000, after);
    assertThat(after.lines).as("the 0.5 of the tick at 10 s would end it").isEmpty();
    arrive(restoredAgain, 13_000, 0.5, after);
    assertThat(after.lines).isEmpty();
    restoredAgain.advance(1, 15_000, after);

    assertThat(after.lines).containsExactly("15000 HighCpu resolved");
  }

  @Test
  void anAlertWhoseRuleIsGoneDoesNotEndBeforeItBegan() {
    arrive(block, 12_000, 0.95);
    RuleSet empty = new TestRules("metrics", "other").compile();
    Told end = new Told();
    BlockChunk.replay(BlockChunk.whole(block, rules), new SeriesBlock(empty), empty)
        .get(CPU.fingerprint())
        .forEach(orphan -> orphan.end(9_000, end));

    assertThat(end.lines).containsExactly("12000 HighCpu resolved");
  }

  @Test
  void whatTheClockAndTheBatchesDoBetweenSamplesInOrderMakesNoDifference() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RuleSet holding = holding(Duration.ofSeconds(7));
    for (int round = 0; round < 100; round++) {
      List<long[]> samples = samplesInOrder(random);
      List<String> expected = told(samples, holding, random, 0);

      assertThat(told(samples, holding, random, 0.9)).as("seed %s", seed).isEqualTo(expected);
      assertThat(told(samples, holding, random, 0.2)).as("seed %s", seed).isEqualTo(expected);
    }
  }

  /** Times and values: bursts, gaps longer than the look-back, stale markers. */
  private static List<long[]> samplesInOrder(Random random) {
    List<long[]> samples = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 200; i++) {
      time += random.nextInt(20) == 0 ? random.nextInt(60_000) : 1 + random.nextInt(3_000);
      boolean stale = random.nextInt(15) == 0;
      samples.add(new long[] {time, stale ? StaleMarker.BITS : bits(0.6 + random.nextDouble())});
    }
    return samples;
  }

  /**
   * What is told of the samples.
   *
   * @param advance how probable it is that the clock goes on between two samples, as far as it may
   *     at most, and that the block is restored from its state
   */
  private static List<String> told(
      List<long[]> samples, RuleSet rules, Random random, double advance) {
    Told told = new Told();
    SeriesBlock block = new SeriesBlock(rules);
    long clock = 0;
    for (long[] sample : samples) {
      append(block, sample[0], sample[1], SampleBatch.ON_TIME, told);
      if (random.nextDouble() < advance) {
        int place = samples.indexOf(sample);
        long next = place + 1 < samples.size() ? samples.get(place + 1)[0] : sample[0];
        clock = Math.max(clock, next - 1 - random.nextInt(5_000));
        block.advance(1, clock, told);
        block.tidy();
      }
      if (random.nextDouble() < advance / 2) {
        byte[] whole = BlockChunk.whole(block, rules);
        block = new SeriesBlock(rules);
        BlockChunk.replay(whole, block, rules);
      }
    }
    block.advance(1, samples.get(samples.size() - 1)[0] + 3_600_000, told);
    assertThat(told.alerts)
        .extracting(alert -> alert.state().status())
        .contains(AlertStatus.FIRING, AlertStatus.RESOLVED, AlertStatus.NODATA);
    return told.json();
  }

  private static RuleSet holding(Duration hold) {
    return new TestRules("metrics")
        .lookBack(Duration.ofSeconds(30))
        .rule("HighCpu", "cpu", 0.9, hold, TICK, 0)
        .onArrival("HighCpu")
        .compile();
  }

  private void record(BlockJournal journal, long timestamp, double value) {
    arrive(block, timestamp, value);
    journal.add(CPU.fingerprint(), timestamp, bits(value), SampleBatch.ON_TIME);
  }

  private void arrive(SeriesBlock target, long timestamp, double value) {
    arrive(target, timestamp, value, told);
  }

  private void arrive(SeriesBlock target, long timestamp, double value, Told listener) {
    target.append(batch(timestamp, bits(value), SampleBatch.ON_TIME), counts, listener);
  }

  private void append(SeriesBlock target, long timestamp, long bits, long behind) {
    target.append(batch(timestamp, bits, behind), counts, told);
  }

  private static void append(
      SeriesBlock target, long timestamp, long bits, long behind, Told listener) {
    target.append(batch(timestamp, bits, behind), new SeriesBlock.AppendCounts(), listener);
  }

  private static SampleBatch batch(long timestamp, long bits, long behind) {
    SampleBatch batch = new SampleBatch(KeyGroups.of(CPU), 1);
    batch.announce(CPU);
    batch.add(CPU.fingerprint(), timestamp, bits, behind);
    return batch;
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
