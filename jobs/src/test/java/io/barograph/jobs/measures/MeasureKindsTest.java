package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.RecentIds;
import io.barograph.jobs.ingest.IngestedSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of measure in its operator: disorder, lateness, repetition, restarts, the end, and how
 * much of a key is kept.
 */
final class MeasureKindsTest {
  private static final long INTERVAL = 5_000;
  private static final long BOUND = 4_000;
  private static final int RECORDS = 600;

  /** Which of a hundred records is late. */
  private static final int LATE = 81;

  private static final long DAY = 86_400_000;

  /** Of a key beside its measure: the newest tick, and how many records wait and are known. */
  private static final int OF_STATE = 18;

  private static final int OF_ID = 16;
  private static final int NAMES = 64;

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends BusinessRecord> void samplesDoNotDependOnOrderParallelismOrRestarts(
      MeasuredKind<R> kind) throws Exception {
    List<R> records = records(kind, RECORDS);
    List<String> expected = run(kind, records, 1, 0);

    assertThat(expected).hasSizeGreaterThan(50);
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(run(kind, shuffled(kind, records, new Random(seed)), 1 + (int) seed % 3, 4))
          .as("%s, seed %d", kind, seed)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends BusinessRecord> void aRecordThatIsToldTwiceCountsOnce(MeasuredKind<R> kind)
      throws Exception {
    List<R> records = records(kind, 200);
    List<R> twice = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      twice.add(records.get(i));
      twice.add(records.get(Math.max(0, i - 60))); // behind ticks that are closed
    }

    assertThat(run(kind, twice, 1, 9)).isEqualTo(run(kind, records, 1, 0));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends BusinessRecord> void aLateRecordCountsInTheNextTickAndReopensNone(MeasuredKind<R> kind)
      throws Exception {
    List<R> records = records(kind, 100);
    R late = records.remove(LATE);
    List<IngestedSample> without = withLate(kind, records, null, 1);
    List<IngestedSample> with = withLate(kind, records, late, 1);

    long closed = MeasuredKinds.time(100) / INTERVAL * INTERVAL;
    Predicate<IngestedSample> wasClosed = sample -> sample.timestamp() <= closed;
    assertThat(with.stream().filter(wasClosed))
        .isEqualTo(without.stream().filter(wasClosed).toList());
    assertThat(with).doesNotHaveDuplicates();
    assertThat(withLate(kind, records, late, 3))
        .as("at another parallelism, after a restart")
        .containsExactlyInAnyOrderElementsOf(with);
    if (!kind.counter().isEmpty()) {
      assertThat(counted(kind, with)).isGreaterThan(counted(kind, without));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends BusinessRecord> void theEndOfTheInputLeavesNothingBehind(MeasuredKind<R> kind)
      throws Exception {
    try (MeasureRun<R> run = new MeasureRun<>(kind.kind(), INTERVAL, 2)) {
      for (R record : records(kind, 50)) {
        run.add(record);
      }
      run.advance(MeasuredKinds.time(20));
      assertThat(run.stateEntries()).isPositive();
      run.advance(Long.MAX_VALUE);

      assertThat(run.stateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends BusinessRecord> void aKeyThatIsSilentForLongIsForgotten(MeasuredKind<R> kind)
      throws Exception {
    try (MeasureRun<R> run = new MeasureRun<>(kind.kind(), DAY, 1)) {
      for (R record : records(kind, 50)) {
        run.add(record);
      }
      long forgotten = MeasuredKinds.START + kind.forgetAfter().toMillis();
      run.advance(forgotten - DAY);
      assertThat(run.stateBytes()).isNotEmpty();
      run.advance(forgotten + 2 * DAY);

      assertThat(run.stateBytes()).as("of %s, but for the closed ticks", kind).isEmpty();
    }
  }

  @Test
  void usersComeIntoNoSample() throws Exception {
    assertThat(run(MeasuredKinds.users(), records(MeasuredKinds.users(), 200), 1, 0))
        .isNotEmpty()
        .noneMatch(sample -> sample.contains("ann"));
    assertThat(run(MeasuredKinds.requests(), records(MeasuredKinds.requests(), 200), 1, 0))
        .isNotEmpty()
        .noneMatch(sample -> sample.contains("ann"));
  }

  @Test
  void aKeyTakesNoMoreThanItsBound() throws Exception {
    System.out.printf("%-18s%10s%10s%14s%n", "measure", "bytes", "at most", "with ids");
    for (MeasuredKind<?> kind : kinds().toList()) {
      Kept kept = filled(kind);
      int most = kind.most() + NAMES + OF_STATE;
      System.out.printf("%-18s%10d%10d%14d%n", kind, kept.quiet(), most, kept.busy());

      assertThat(kept.quiet())
          .as("%s, seed %d", kind, MeasuredKinds.SEED)
          .isLessThanOrEqualTo(most);
      assertThat(kept.busy()).as("%s", kind).isLessThanOrEqualTo(most + OF_ID * RecentIds.MOST);
    }
  }

  /**
   * The bytes that are kept of a key.
   *
   * @param busy right behind its newest record
   * @param quiet when that is over a minute old
   */
  private record Kept(int busy, int quiet) {}

  private static <R extends BusinessRecord> Kept filled(MeasuredKind<R> kind) throws Exception {
    long first = kind.kind().time(kind.filling().get(0));
    long last = kind.kind().time(kind.filling().get(kind.filling().size() - 1));
    long tick = Math.max(MeasuredKinds.TICK, (last - first) / 500);
    try (MeasureRun<R> run = new MeasureRun<>(kind.kind(), tick, 1)) {
      long next = Long.MIN_VALUE;
      for (R record : kind.filling()) {
        long time = kind.kind().time(record);
        if (time > next) {
          run.advance(next);
          run.forgetGiven();
          next = time / tick * tick + tick;
        }
        run.add(record);
      }
      run.advance(next);
      int busy = ofOneKey(run);
      run.advance(next + RecentIds.KEPT_MILLIS + tick);
      return new Kept(busy, ofOneKey(run));
    }
  }

  private static int ofOneKey(MeasureRun<?> run) throws Exception {
    assertThat(run.stateBytes()).hasSize(1);
    return run.stateBytes().values().iterator().next();
  }

  private static <R extends BusinessRecord> List<R> records(MeasuredKind<R> kind, int number) {
    return new ArrayList<>(IntStream.range(0, number).mapToObj(kind.record()).toList());
  }

  /** Each record comes up to the bound late. */
  private static <R extends BusinessRecord> List<R> shuffled(
      MeasuredKind<R> kind, List<R> records, Random random) {
    record Arrival<R>(R record, long at) {}
    return records.stream()
        .map(record -> new Arrival<>(record, kind.kind().time(record) + random.nextLong(BOUND)))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::record)
        .toList();
  }

  /** What is given of records of which one comes behind the closed ticks, and what comes then. */
  private static <R extends BusinessRecord> List<IngestedSample> withLate(
      MeasuredKind<R> kind, List<R> records, R late, int parallelism) throws Exception {
    try (MeasureRun<R> run = new MeasureRun<>(kind.kind(), INTERVAL, parallelism)) {
      for (R record : records) {
        run.add(record);
      }
      run.advance(MeasuredKinds.time(100));
      if (late != null) {
        run.add(late);
      }
      if (parallelism > 1) {
        run.restart(parallelism - 1);
      }
      run.advance(MeasuredKinds.time(200));
      return run.given();
    }
  }

  /** The records that the newest samples of all keys have counted. */
  private static double counted(MeasuredKind<?> kind, List<IngestedSample> samples) {
    TreeMap<String, Double> newest = new TreeMap<>();
    for (IngestedSample sample : samples) {
      if (sample.labels().metricName().equals(kind.counter())) {
        newest.put(sample.labels().toString(), sample.value());
      }
    }
    return newest.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static <R extends BusinessRecord> List<String> run(
      MeasuredKind<R> kind, List<R> records, int parallelism, int restarts) throws Exception {
    try (MeasureRun<R> run = new MeasureRun<>(kind.kind(), INTERVAL, parallelism)) {
      long newest = Long.MIN_VALUE;
      for (int i = 0; i < records.size(); i++) {
        run.add(records.get(i));
        newest = Math.max(newest, kind.kind().time(records.get(i)));
        if (i % 7 == 0) {
          run.advance(newest - BOUND - 1);
        }
        if (restarts > 0 && i % (records.size() / restarts) == 3) {
          run.restart(1 + i / 7 % 3);
        }
      }
      run.advance(Long.MAX_VALUE);
      return run.samples();
    }
  }

  static Stream<MeasuredKind<?>> kinds() {
    return MeasuredKinds.all();
  }
}
