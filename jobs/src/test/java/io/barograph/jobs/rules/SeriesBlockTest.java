package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.options.BarographOptions.NoData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesBlockTest {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "a");
  private static final Labels DISK = Labels.of("__name__", "disk", "host", "a");

  private final TestRules source =
      new TestRules("metrics", "other")
          .rule("HighCpu", "cpu", 0.9, Duration.ofSeconds(5), Duration.ofSeconds(5), 0)
          .rule("FullDisk", "disk", 0.8, Duration.ZERO, Duration.ofSeconds(10), 1);
  private final RuleSet rules = source.compile();
  private final Told told = new Told();

  /** Writes down what a block tells: {@code 15000 HighCpu firing}. */
  private static final class Told implements SeriesBlock.Listener {
    final List<String> lines = new ArrayList<>();
    final List<Labels> alerts = new ArrayList<>();
    final List<Alert> noData = new ArrayList<>();
    final List<Priority> priorities = new ArrayList<>();

    @Override
    public void changed(Alert alert) {
      alerts.add(alert.labels());
      priorities.add(alert.priority());
      lines.add(
          "%d %s %s".formatted(alert.updatedAt(), alert.name(), alert.state().status().wireName()));
    }

    @Override
    public void noData(Alert alert) {
      noData.add(alert);
    }

    @Override
    public void forgotten(Labels alert) {
      lines.add("forgotten " + alert.get("alertname"));
    }
  }

  @Test
  void firesAfterItsForAndResolves() {
    SeriesBlock block = blockWith(CPU);
    add(block, CPU, 1_000, 0.95);
    add(block, CPU, 12_000, 0.5);
    block.advance(1, 20_000, told);

    assertThat(told.lines)
        .containsExactly("5000 HighCpu pending", "10000 HighCpu firing", "15000 HighCpu resolved");
  }

  @Test
  void templatesSeeTheMetricNameUnlessTheConditionTakesItOff(@TempDir Path folder)
      throws Exception {
    RuleSet named =
        TextRules.read(
                folder,
                NoData.RESOLVE,
                """
                - name: g
                  rules:
                  - {alert: Named, expr: cpu > 0, labels: {of: '{{ $labels.__name__ }}'}}
                  - {alert: Nameless, expr: cpu * 2 > 0, labels: {of: '{{ $labels.__name__ }}'}}
                """)
            .compile();
    SeriesBlock block = new SeriesBlock(named);
    block.announce(CPU);
    add(block, CPU, 1_000, 0.95);
    block.advance(1, 60_000, told);

    assertThat(told.alerts)
        .containsExactly(
            Labels.of("alertname", "Named", "host", "a", "of", "cpu"),
            Labels.of("alertname", "Nameless", "host", "a"));
  }

  @Test
  void aTickIsEvaluatedOnceAndOnlyWhenTheClockHasPassedIt() {
    SeriesBlock block = blockWith(CPU);
    add(block, CPU, 1_000, 0.95);

    assertThat(block.advance(1, 4_999, told)).isZero();
    assertThat(block.advance(1, 5_000, told)).isEqualTo(1);
    assertThat(block.advance(1, 5_000, told)).isZero();
    assertThat(block.advance(1, 4_000, told)).isZero();
    assertThat(told.lines).containsExactly("5000 HighCpu pending");
  }

  @Test
  void eachInputHasItsOwnClock() {
    SeriesBlock block = blockWith(CPU, DISK);
    add(block, CPU, 1_000, 0.95);
    add(block, DISK, 1_000, 0.95);

    block.advance(1, 20_000, told);
    assertThat(told.lines).containsExactly("5000 HighCpu pending", "10000 HighCpu firing");
    block.advance(2, 20_000, told);
    assertThat(told.lines).hasSize(3).contains("10000 FullDisk firing");
  }

  @Test
  void ofTwoValuesForOneTimeTheGreaterWins() {
    for (double[] order : new double[][] {{0.5, 0.95}, {0.95, 0.5}}) {
      SeriesBlock block = blockWith(CPU);
      SeriesRow row = block.row(CPU.fingerprint());

      assertThat(add(block, CPU, 1_000, order[0])).isTrue();
      assertThat(add(block, CPU, 1_000, order[1])).isFalse();
      assertThat(row.size()).isEqualTo(1);
      assertThat(row.value(0)).isEqualTo(0.95);
    }
  }

  @Test
  void aStaleMarkerLosesToAValue() {
    SeriesBlock block = blockWith(CPU);
    SeriesRow row = block.row(CPU.fingerprint());
    block.add(row, 1_000, StaleMarker.BITS, SampleBatch.ON_TIME);
    add(block, CPU, 1_000, 0.1);
    block.add(row, 1_000, StaleMarker.BITS, SampleBatch.ON_TIME);

    assertThat(row.size()).isEqualTo(1);
    assertThat(row.stale(0)).isFalse();
    assertThat(row.value(0)).isEqualTo(0.1);
  }

  @Test
  void aSeriesThatVanishesIsNoData() {
    SeriesBlock block = blockWith(CPU);
    fallSilent(block, told);
    add(block, CPU, 21_000, 0.1);
    block.advance(1, 25_000, told);

    assertThat(told.lines)
        .containsExactly(
            "5000 HighCpu pending",
            "10000 HighCpu firing",
            "15000 HighCpu nodata",
            "25000 HighCpu resolved");
    assertThat(told.noData)
        .extracting(alert -> alert.state().status())
        .as("the end of the silence alone")
        .containsExactly(AlertStatus.RESOLVED);
  }

  @Test
  void underThePolicyAlertMissingDataRaisesAnAlertOfItsOwn() {
    RuleSet alerting = source.noData(NoDataPolicy.ALERT).compile();
    SeriesBlock block = new SeriesBlock(alerting);
    block.announce(CPU);
    fallSilent(block, told);
    add(block, CPU, 21_000, 0.95);
    block.advance(1, 25_000, told);

    assertThat(told.lines).endsWith("15000 HighCpu nodata", "25000 HighCpu firing");
    assertThat(told.noData).extracting(Alert::updatedAt).containsExactly(15_000L, 25_000L);
    assertThat(told.noData)
        .allMatch(alert -> alert.id().equals(told.noData.get(0).id()))
        .allMatch(alert -> alert.labels().get("rulename").equals("HighCpu"))
        .extracting(alert -> alert.state().status())
        .containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
    assertThat(BlockChunk.whole(block, alerting).length)
        .as("nothing is remembered for it")
        .isEqualTo(BlockChunk.whole(sameUnder(NoDataPolicy.KEEP_LAST), rules).length);
  }

  @Test
  void anAlertOnMissingDataEndsThoughTheRuleHasAnotherPolicyNowOrIsGone() {
    RuleSet alerting = source.noData(NoDataPolicy.ALERT).compile();
    SeriesBlock block = new SeriesBlock(alerting);
    block.announce(CPU);
    fallSilent(block, told);
    byte[] silent = BlockChunk.whole(block, alerting);
    SeriesBlock keeping = new SeriesBlock(rules);
    BlockChunk.replay(silent, keeping, rules);
    Told other = new Told();
    add(keeping, CPU, 21_000, 0.1);
    keeping.advance(1, 25_000, other);
    RuleSet empty = new TestRules("metrics", "other").compile();
    Told gone = new Told();
    BlockChunk.replay(silent, new SeriesBlock(empty), empty)
        .get(CPU.fingerprint())
        .forEach(orphan -> orphan.end(22_000, gone));

    assertThat(told.noData).hasSize(1);
    for (Told end : List.of(other, gone)) {
      assertThat(end.noData)
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.id()).isEqualTo(told.noData.get(0).id());
                assertThat(alert.state().status()).isEqualTo(AlertStatus.RESOLVED);
              });
    }
    assertThat(gone.noData.get(0).reason()).isEqualTo(AlertReason.RULE_DELETED);
  }

  @Test
  void aLateSampleCountsOnlyAfterWhatItCameBehind() {
    SeriesBlock early = blockWith(CPU);
    add(early, CPU, 1_000, 0.95);
    early.add(early.row(CPU.fingerprint()), 4_000, bits(0.1), 11_000);
    early.advance(1, 20_000, told);
    List<String> first = List.copyOf(told.lines);

    assertThat(first)
        .as("the late 0.1 is not seen by the ticks up to 11 s")
        .containsExactly("5000 HighCpu pending", "10000 HighCpu firing", "15000 HighCpu resolved");
  }

  @Test
  void firesUntilItHasRecoveredAlsoAfterARestore(@TempDir Path folder) throws Exception {
    RuleSet recovering =
        TextRules.read(
                folder,
                NoData.KEEP_LAST,
                """
                - name: g
                  interval: 5s
                  rules:
                  - {alert: HighCpu, expr: 'avg_over_time(cpu[5s]) > 0.9'}
                """,
                "- {match: {alert: HighCpu}, recover: 'max_over_time(cpu[20s]) < 0.5', priority: P1}")
            .compile();
    SeriesBlock block = new SeriesBlock(recovering);
    block.announce(CPU);
    double[] values = {0.95, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.7};
    SeriesBlock restored = null;
    for (int i = 0; i < values.length; i++) {
      SeriesBlock now = restored == null ? block : restored;
      add(now, CPU, 5_000 * i + 4_000, values[i]);
      now.advance(1, 5_000 * i + 5_000, told);
      now.tidy();
      if (i == 3) {
        restored = new SeriesBlock(recovering);
        BlockChunk.replay(BlockChunk.whole(block, recovering), restored, recovering);
      }
    }

    assertThat(told.lines)
        .as("0.7 at 9 s is in the 20 s until 25 s, and what they need is kept")
        .containsExactly("5000 HighCpu firing", "30000 HighCpu resolved");
    assertThat(told.priorities).containsOnly(Priority.P1);
  }

  @Test
  void silenceIsNoRecoveryUnlessThePolicySaysSo(@TempDir Path folder) throws Exception {
    String rule =
        """
        - name: g
          interval: 5s
          rules:
          - {alert: HighCpu, expr: cpu > 0.9}
        """;
    String override = "- {match: {alert: HighCpu}, recover: cpu < 0.5, noData: %s}";
    RuleSet keeping =
        TextRules.read(folder, NoData.RESOLVE, rule, override.formatted("keep_last")).compile();
    RuleSet resolving =
        TextRules.read(folder, NoData.KEEP_LAST, rule, override.formatted("resolve")).compile();
    SeriesBlock kept = new SeriesBlock(keeping);
    kept.announce(CPU);
    Told whole = new Told();
    fallSilent(kept, whole);
    add(kept, CPU, 21_000, 0.7);
    kept.advance(1, 25_000, whole);
    add(kept, CPU, 26_000, 0.4);
    kept.advance(1, 30_000, whole);
    Told gone = new Told();
    SeriesBlock ended = new SeriesBlock(resolving);
    ended.announce(CPU);
    fallSilent(ended, gone);

    assertThat(whole.lines)
        .containsExactly(
            "5000 HighCpu firing",
            "15000 HighCpu nodata",
            "25000 HighCpu firing",
            "30000 HighCpu resolved");
    assertThat(gone.lines).containsExactly("5000 HighCpu firing", "15000 HighCpu resolved");
  }

  @Test
  void onArrivalItRecoversAtTheSample(@TempDir Path folder) throws Exception {
    RuleSet arriving =
        TextRules.read(
                folder,
                NoData.KEEP_LAST,
                """
                - name: g
                  interval: 5s
                  rules:
                  - {alert: HighCpu, expr: cpu > 0.9}
                """,
                "- {match: {alert: HighCpu}, recover: cpu < 0.5, evaluate: on-arrival}")
            .compile();
    SeriesBlock block = new SeriesBlock(arriving);
    long[] times = {1_000, 2_000, 7_000, 8_000};
    double[] values = {0.95, 0.7, 0.6, 0.4};
    for (int i = 0; i < times.length; i++) {
      SampleBatch batch = new SampleBatch(KeyGroups.of(CPU), 1);
      batch.announce(CPU);
      batch.add(CPU.fingerprint(), times[i], bits(values[i]), SampleBatch.ON_TIME);
      block.append(batch, new SeriesBlock.AppendCounts(), told);
    }

    assertThat(told.lines).containsExactly("1000 HighCpu firing", "8000 HighCpu resolved");
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    List<double[]> samples = new ArrayList<>();
    Random values = new Random(1);
    for (int t = 0; t < 200; t++) {
      samples.add(new double[] {t * 1_000L, values.nextDouble() * 1.2});
    }
    SeriesBlock ordered = blockWith(CPU);
    samples.forEach(sample -> add(ordered, CPU, (long) sample[0], sample[1]));
    ordered.advance(1, 200_000, told);
    long seed = System.nanoTime();
    Collections.shuffle(samples, new Random(seed));
    Told other = new Told();
    SeriesBlock shuffled = blockWith(CPU);
    samples.forEach(sample -> add(shuffled, CPU, (long) sample[0], sample[1]));
    shuffled.advance(1, 200_000, other);

    assertThat(other.lines).as("seed %s", seed).isEqualTo(told.lines).isNotEmpty();
  }

  @Test
  void leavesNothingBehindOnceAllIsQuiet() {
    SeriesBlock block = blockWith(CPU);
    add(block, CPU, 1_000, 0.95);
    add(block, CPU, 12_000, 0.5);
    for (long clock = 5_000; clock <= 40 * 60_000; clock += 5_000) {
      block.advance(1, clock, told);
      block.advance(2, clock, told);
      block.tidy();
    }

    assertThat(told.lines).endsWith("15000 HighCpu resolved", "forgotten HighCpu");
    assertThat(block.size()).isZero();
  }

  @Test
  void isRestoredFromItsChunks() {
    SeriesBlock block = blockWith(CPU);
    BlockJournal journal = new BlockJournal();
    journal.announce(CPU);
    record(block, journal, 1_000, 0.95);
    block.advance(1, 5_000, told);
    byte[] first = BlockChunk.delta(block, rules, journal);
    journal.clear();
    record(block, journal, 6_000, 0.96);
    block.advance(1, 10_000, told);
    byte[] second = BlockChunk.delta(block, rules, journal);
    byte[] whole = BlockChunk.whole(block, rules);

    for (List<byte[]> chunks : List.of(List.of(first, second), List.of(whole))) {
      SeriesBlock restored = new SeriesBlock(rules);
      chunks.forEach(chunk -> BlockChunk.replay(chunk, restored, rules));
      Told after = new Told();
      add(restored, CPU, 12_000, 0.5);
      restored.advance(1, 15_000, after);

      assertThat(restored.closed(1)).isEqualTo(15_000);
      assertThat(after.lines).containsExactly("15000 HighCpu resolved");
    }
  }

  @Test
  void anAlertWhoseRuleIsGoneIsHandedBack() {
    SeriesBlock block = blockWith(CPU);
    add(block, CPU, 1_000, 0.95);
    block.advance(1, 10_000, told);
    byte[] whole = BlockChunk.whole(block, rules);
    RuleSet without =
        new TestRules("metrics", "other")
            .rule("FullDisk", "disk", 0.8, Duration.ZERO, Duration.ofSeconds(10), 1)
            .compile();

    List<BlockChunk.Orphan> orphans =
        BlockChunk.replay(whole, new SeriesBlock(without), without).get(CPU.fingerprint());
    Told end = new Told();
    orphans.forEach(orphan -> orphan.end(12_000, end));

    assertThat(end.lines).containsExactly("12000 HighCpu resolved");
  }

  private SeriesBlock sameUnder(NoDataPolicy policy) {
    SeriesBlock block = new SeriesBlock(source.noData(policy).compile());
    block.announce(CPU);
    Told unheard = new Told();
    fallSilent(block, unheard);
    add(block, CPU, 21_000, 0.95);
    block.advance(1, 25_000, unheard);
    return block;
  }

  /** High at 1 s, a stale marker at 12 s, evaluated up to 20 s. */
  private static void fallSilent(SeriesBlock block, Told listener) {
    add(block, CPU, 1_000, 0.95);
    block.add(block.row(CPU.fingerprint()), 12_000, StaleMarker.BITS, SampleBatch.ON_TIME);
    block.advance(1, 20_000, listener);
  }

  private SeriesBlock blockWith(Labels... series) {
    SeriesBlock block = new SeriesBlock(rules);
    for (Labels one : series) {
      block.announce(one);
    }
    return block;
  }

  private static boolean add(SeriesBlock block, Labels series, long timestamp, double value) {
    return block.add(block.row(series.fingerprint()), timestamp, bits(value), SampleBatch.ON_TIME);
  }

  private static void record(
      SeriesBlock block, BlockJournal journal, long timestamp, double value) {
    add(block, CPU, timestamp, value);
    journal.add(CPU.fingerprint(), timestamp, bits(value), SampleBatch.ON_TIME);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
