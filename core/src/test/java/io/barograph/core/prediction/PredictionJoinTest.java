package io.barograph.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.prediction.ModelEvent.GivenUp;
import io.barograph.core.prediction.ModelEvent.Labelled;
import io.barograph.core.prediction.ModelEvent.Made;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PredictionJoinTest {
  private static final JoinPolicy POLICY = new JoinPolicy(Duration.ofMillis(100), 1_000);
  private static final ModelKey KEY = new ModelKey("m", "1", "s");

  private final PredictionJoin join = new PredictionJoin(POLICY);
  private final List<ModelEvent> events = new ArrayList<>();

  @Test
  void anOutcomeMeetsItsPredictionOnceTheClockHasPassedBoth() {
    join.add(outcome("a", 50, "H"));
    join.add(prediction("a", 10));
    advance(9);
    assertThat(events).isEmpty();
    advance(10);
    assertThat(events).containsExactly(new Made(prediction("a", 10)));
    advance(60);

    assertThat(events).hasSize(2).last().isEqualTo(labelled("a", 10, 50));
    assertThat(labelled("a", 10, 50).delayMillis()).isEqualTo(40);
  }

  @Test
  void anOutcomeMayComeBeforeItsPrediction() {
    join.add(outcome("a", 5, "H"));
    advance(20);
    join.add(prediction("a", 30));
    advance(40);

    assertThat(events).containsExactly(new Made(prediction("a", 30)), labelled("a", 30, 5));
    assertThat(events.get(1).time()).isEqualTo(30);
    assertThat(((Labelled) events.get(1)).delayMillis()).isZero();
    assertThat(join.counts().early()).isEqualTo(1);
  }

  @Test
  void ofWhatIsToldTwiceTheFirstCounts() {
    join.add(prediction("a", 10));
    join.add(prediction("a", 20));
    join.add(outcome("a", 50, "H"));
    join.add(outcome("a", 60, "H"));
    join.add(outcome("a", 70, "A"));
    advance(80);

    assertThat(events).containsExactly(new Made(prediction("a", 10)), labelled("a", 10, 50));
    assertThat(join.counts()).isEqualTo(new JoinCounts(2, 3, 1, 0, 0, 1, 2, 1, 0, 0));
  }

  @Test
  void whatIsNotLabelledInTimeIsGivenUpAndItsOutcomeIsAnOrphan() {
    join.add(prediction("a", 10));
    advance(110);
    assertThat(events).hasSize(1);
    advance(111);
    assertThat(events).last().isEqualTo(new GivenUp(prediction("a", 10), 111));
    join.add(outcome("a", 111, "H"));
    advance(1_000);

    assertThat(events).hasSize(2);
    assertThat(join.isEmpty()).isTrue();
    assertThat(join.counts()).isEqualTo(new JoinCounts(1, 1, 0, 1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void anOutcomeAtTheLastMomentCounts() {
    join.add(prediction("a", 10));
    join.add(outcome("a", 110, "H"));
    advance(1_000);

    assertThat(events).last().isEqualTo(labelled("a", 10, 110));
  }

  @Test
  void anOutcomeIsWaitedForAsLongAsThePolicyOfItsModelSays() {
    PolicyBook<Duration> delays =
        new PolicyBook<>(
            List.of(
                new PolicyBook.Entry<>(
                    List.of(LabelMatcher.equal("model", "fast")), Duration.ofMillis(20))),
            Duration.ofMillis(100));
    PredictionJoin join = new PredictionJoin(new JoinPolicy(delays, 10));
    Prediction fast = Prediction.ofValue("f", 10, new ModelKey("fast", "", ""), 1);
    Prediction slow = Prediction.ofValue("s", 10, new ModelKey("slow", "", ""), 1);
    join.add(fast);
    join.add(slow);
    join.add(Outcome.ofValue("f", 50, 1));
    join.add(Outcome.ofValue("s", 50, 1));
    join.advance(60, events::add);

    assertThat(events)
        .contains(new GivenUp(fast, 31), new ModelEvent.Labelled(slow, Outcome.ofValue("s", 50, 1)))
        .hasSize(4);
    assertThatThrownBy(() -> new JoinPolicy(delays.map(any -> Duration.ZERO), 10))
        .hasMessage("maxLabelDelay must be at least a millisecond, was PT0S");
  }

  @Test
  void ofTooManyIdsTheOldestIsEvictedAndCounted() {
    PredictionJoin small = new PredictionJoin(new JoinPolicy(Duration.ofMillis(100), 2));
    small.add(prediction("a", 10));
    small.add(outcome("x", 11, "H"));
    small.add(prediction("b", 12));
    small.add(prediction("c", 13));
    small.advance(20, events::add);

    assertThat(events).contains(new GivenUp(prediction("a", 10), 12)).hasSize(4);
    assertThat(small.counts()).isEqualTo(new JoinCounts(3, 1, 0, 1, 1, 0, 0, 0, 0, 2));
  }

  @Test
  void aLateRecordIsTakenAtTheNextAdvance() {
    join.add(prediction("a", 10));
    advance(50);
    join.add(outcome("a", 30, "H"));
    advance(51);

    assertThat(events).last().isEqualTo(labelled("a", 10, 30));
  }

  @Test
  void anyOrderOfArrivalInsideTheBoundGivesTheSameAlsoAcrossARestore() throws Exception {
    List<ModelRecord> records = randomRecords(7);
    List<ModelEvent> expected = run(records, 0, false);
    assertThat(expected).hasSizeGreaterThan(400);

    for (int seed = 1; seed <= 20; seed++) {
      assertThat(run(records, seed, true)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws Exception {
    for (ModelRecord record : randomRecords(3)) {
      join.add(record);
    }
    advance(400);
    byte[] bytes = bytes(join);

    assertThat(bytes(read(POLICY, bytes))).isEqualTo(bytes);
    assertThat(read(POLICY, bytes).counts()).isEqualTo(join.counts());
    for (ModelEvent event : events) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ModelRecordCodec.writeEvent(event, new DataOutputStream(out));
      assertThat(ModelRecordCodec.readEvent(in(out.toByteArray()))).isEqualTo(event);
    }
    assertThatThrownBy(() -> read(POLICY, new byte[] {9}))
        .hasMessage("join is of format 9, known is 2");
    assertThatThrownBy(
            () -> ModelRecordCodec.read(in(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})))
        .hasMessage("record is of kind 3, known are 1 and 2");
  }

  @Test
  void boundsMustBeBounds() {
    assertThatThrownBy(() -> new JoinPolicy(Duration.ZERO, 1))
        .hasMessage("maxLabelDelay must be at least a millisecond, was PT0S");
    assertThatThrownBy(() -> new JoinPolicy(Duration.ofDays(1), 0))
        .hasMessage("maxIds must be >= 1, was 0");
  }

  @Test
  void numberedIdsAreSpreadEvenly() {
    int[] counts = new int[128];
    for (int i = 0; i < 128_000; i++) {
      counts[PredictionJoin.shard("match-" + i, counts.length)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(800, 1_200);
    }
  }

  /** What comes of the records, each held back by up to 50 ms, with a watermark 50 ms behind. */
  private static List<ModelEvent> run(List<ModelRecord> records, int seed, boolean isRestored)
      throws IOException {
    Random random = new Random(seed);
    record Arrival(long at, ModelRecord record) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (ModelRecord record : records) {
      arrivals.add(new Arrival(record.time() + (seed == 0 ? 0 : random.nextInt(50)), record));
    }
    Collections.shuffle(arrivals, random);
    arrivals.sort((one, other) -> Long.compare(one.at(), other.at()));
    PredictionJoin join = new PredictionJoin(POLICY);
    List<ModelEvent> events = new ArrayList<>();
    int next = 0;
    for (long tick = 0; tick <= 3_000; tick += 10) {
      while (next < arrivals.size() && arrivals.get(next).at() <= tick + 50) {
        join.add(arrivals.get(next++).record());
      }
      join.advance(tick, events::add);
      if (isRestored && random.nextInt(10) == 0) {
        join = read(POLICY, bytes(join));
      }
    }
    assertThat(join.isEmpty()).isTrue();
    return events;
  }

  private static List<ModelRecord> randomRecords(int seed) {
    Random random = new Random(seed);
    List<ModelRecord> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String id = "p" + i;
      long time = random.nextInt(1_000);
      if (random.nextInt(20) > 0) {
        records.add(prediction(id, time));
      }
      for (int told = random.nextInt(3); told > 0; told--) {
        records.add(outcome(id, time + random.nextInt(150) - 20, random.nextBoolean() ? "H" : "A"));
      }
    }
    records.removeIf(record -> record.time() < 0);
    return records;
  }

  private void advance(long tick) {
    join.advance(tick, events::add);
  }

  private static Prediction prediction(String id, long time) {
    return Prediction.ofClasses(
        id, time, KEY, List.of(new ClassProbability("H", 0.6), new ClassProbability("A", 0.4)));
  }

  private static Outcome outcome(String id, long time, String actual) {
    return Outcome.ofClass(id, time, actual);
  }

  private static Labelled labelled(String id, long predicted, long known) {
    return new Labelled(prediction(id, predicted), outcome(id, known, "H"));
  }

  private static byte[] bytes(PredictionJoin join) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    join.write(new DataOutputStream(out));
    return out.toByteArray();
  }

  private static PredictionJoin read(JoinPolicy policy, byte[] bytes) throws IOException {
    return PredictionJoin.read(policy, in(bytes));
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
