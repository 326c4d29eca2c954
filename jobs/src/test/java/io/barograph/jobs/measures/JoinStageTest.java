package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.PredictionJoin;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.ModelRecordReader;
import io.barograph.jobs.rules.KeyGroups;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The join of predictions and outcomes as an operator. */
final class JoinStageTest {
  private static final long DAY = 86_400_000;

  /** Of an id with its prediction of two classes and its outcome, as docs/measures.md has it. */
  private static final int OF_ID = 200;

  private static final int OF_COUNTS = 128;

  @Test
  void outcomesMeetTheirPredictionsInAnyOrderParallelismAndAcrossRestarts() throws Exception {
    List<ModelRecord> records = records();
    List<String> expected = events(records, 1, 0);

    assertThat(expected).hasSize(70).filteredOn(event -> event.contains("labelled")).hasSize(30);
    for (long seed = 1; seed <= 5; seed++) {
      Collections.shuffle(records, new Random(seed));
      assertThat(events(records, 1 + (int) seed % 3, 4)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void whatIsToldTwiceIsJoinedOnce() throws Exception {
    List<ModelRecord> twice = new ArrayList<>();
    records().forEach(record -> Collections.addAll(twice, record, record));

    assertThat(events(twice, 2, 3)).isEqualTo(events(records(), 1, 0));
  }

  @Test
  void anOutcomeBehindTheClockIsJoinedAndOneBehindTheGreatestDelayIsNot() throws Exception {
    try (JoinRun run = new JoinRun(JoinPolicy.DEFAULT, 1)) {
      run.add(prediction("late", 1_000));
      run.add(prediction("lost", 1_000));
      run.advance(20 * DAY);
      run.restart(3);
      run.add(outcome("late", 2_000));
      run.advance(31 * DAY);
      run.add(outcome("lost", 2_000));
      run.advance(32 * DAY);

      assertThat(run.events())
          .containsExactly(
              "1000 made/late",
              "1000 made/lost",
              "2000 labelled/late",
              (1_001 + 30 * DAY) + " given-up/lost");
    }
  }

  @Test
  void theEndOfTheInputLeavesNothingBehind() throws Exception {
    try (JoinRun run = new JoinRun(JoinPolicy.DEFAULT, 1)) {
      run.add(prediction("p", 1));
      assertThat(run.stateBytes()).hasSize(1);
      run.advance(Long.MAX_VALUE);

      assertThat(run.stateBytes()).isEmpty();
      assertThat(run.events()).hasSize(1);
    }
  }

  @Test
  void aJoinThatHasNotChangedSinceItWasWrittenStillKnowsTheTimeAfterARestart() throws Exception {
    JoinPolicy oneIdOfAGroup = new JoinPolicy(Duration.ofDays(30), KeyGroups.COUNT);
    try (JoinRun run = new JoinRun(oneIdOfAGroup, 1)) {
      run.add(prediction("p", 1));
      run.advance(10);
      assertThat(run.stateBytes()).hasSize(1);
      run.advance(1_000);
      run.restart(2);
      run.add(prediction(another("p"), 5));
      run.advance(1_100);

      assertThat(run.events())
          .as("the first goes at the time at which there was no room for it")
          .contains("1000 given-up/p");
    }
  }

  /** An id of the same key group. */
  private static String another(String id) {
    int group = PredictionJoin.shard(id, KeyGroups.COUNT);
    String other = id;
    do {
      other += "x";
    } while (PredictionJoin.shard(other, KeyGroups.COUNT) != group);
    return other;
  }

  @Test
  void aJoinTakesNoMoreThanItsBound() throws Exception {
    int idsOfGroup = 20;
    JoinPolicy policy = new JoinPolicy(Duration.ofDays(30), idsOfGroup * KeyGroups.COUNT);
    try (JoinRun run = new JoinRun(policy, 1)) {
      for (int i = 0; i < 2 * idsOfGroup * KeyGroups.COUNT; i++) {
        String id = "an-id-of-36-characters-%014d".formatted(i);
        run.add(prediction(id, i));
        run.add(outcome(id, i + 1L));
        run.advance(i);
      }
      int most = run.stateBytes().stream().mapToInt(Integer::intValue).max().orElseThrow();
      int bound = idsOfGroup * OF_ID + OF_COUNTS;
      System.out.printf("a join of %d ids: %d bytes, at most %d%n", idsOfGroup, most, bound);

      assertThat(run.stateBytes()).hasSize(KeyGroups.COUNT);
      assertThat(most).as("filled").isBetween(bound / 2, bound);
    }
  }

  private static List<String> events(List<ModelRecord> records, int parallelism, int restarts)
      throws Exception {
    try (JoinRun run = new JoinRun(JoinPolicy.DEFAULT, parallelism)) {
      for (int i = 0; i < records.size(); i++) {
        run.add(records.get(i));
        if (restarts > 0 && i % (records.size() / restarts) == 3) {
          run.restart(1 + i / 3 % 3);
        }
      }
      run.advance(Long.MAX_VALUE);
      return run.events();
    }
  }

  /** Forty predictions, and the outcomes of thirty of them. */
  private static List<ModelRecord> records() throws MalformedRecordException {
    List<ModelRecord> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      records.add(prediction("p" + i, 10L * i));
      if (i % 4 != 0) {
        records.add(outcome("p" + i, 10L * i + 300));
      }
    }
    return records;
  }

  private static ModelRecord prediction(String id, long time) throws MalformedRecordException {
    return read(
        """
        {"type":"prediction","id":"%s","prediction_time":%d,"model":"m","version":"1","segment":"s",
         "probabilities":{"up":0.7,"down":0.3}}"""
            .formatted(id, time));
  }

  private static ModelRecord outcome(String id, long time) throws MalformedRecordException {
    return read(
        """
        {"type":"outcome","id":"%s","outcome_time":%d,"outcome":"up"}"""
            .formatted(id, time));
  }

  private static ModelRecord read(String json) throws MalformedRecordException {
    return new ModelRecordReader().read(JsonRecordFields.of(json.getBytes(StandardCharsets.UTF_8)));
  }
}
