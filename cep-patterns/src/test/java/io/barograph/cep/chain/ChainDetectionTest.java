package io.barograph.cep.chain;

import static io.barograph.cep.chain.Chains.change;
import static io.barograph.cep.chain.Chains.fires;
import static io.barograph.cep.chain.Chains.recovers;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door and the automata behind it, as one subtask has them. */
class ChainDetectionTest {
  private static final ChainPattern ESCALATION = Chains.escalation();
  private static final long WITHIN = ESCALATION.within().toMillis();

  private static final StateChange WARNING = fires("w", "warning", 60_000);
  private static final StateChange ERROR = fires("e", "error", 120_000);
  private static final StateChange CRITICAL = fires("c", "critical", 300_000);
  private static final List<String> ALL = List.of("w", "e", "c");

  @Test
  void findsAChainWhoseStagesFollowEachOther() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(WARNING);
      chains.clock(60_000);
      chains.tell(ERROR, CRITICAL);
      chains.clock(299_999);
      assertThat(chains.takeMatches()).isEmpty();
      chains.clock(300_000);

      var matches = chains.takeMatches();
      assertThat(matches).hasSize(1);
      assertThat(matches.get(0).changes()).containsExactly(WARNING, ERROR, CRITICAL);
      assertThat(matches.get(0).time()).isEqualTo(300_000);
      assertThat(matches.get(0).key().kind()).isEqualTo("escalation");
      assertThat(matches.get(0).key().labels()).hasToString("{service=\"oms\"}");
      assertThat(matches.get(0).id()).isEqualTo("desk/escalation/w@60000/c@300000");
      assertThat(chains.counted(ChainMetric.CHANGES_TAKEN)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void findsChainsOfEachLength(int length) throws Exception {
    try (ChainHarness chains = new ChainHarness(Chains.ofLength(length))) {
      for (int stage = 1; stage <= length; stage++) {
        chains.tell(fires("a" + stage, "s" + stage, stage * 1_000L));
      }
      chains.clock(10_000);

      assertThat(chains.takeIds())
          .containsExactly(IntStream.rangeClosed(1, length).mapToObj(at -> "a" + at).toList());
    }
  }

  @Test
  void doesNotDependOnTheOrderOfArrival() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(CRITICAL, WARNING, ERROR);
      chains.clock(300_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
      assertThat(chains.late()).isZero();
    }
  }

  @Test
  void wantsTheStagesInTheirOrder() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(fires("e", "error", 50_000), WARNING, CRITICAL);
      chains.clock(300_000);

      assertThat(chains.takeMatches()).isEmpty();
      assertThat(chains.counted(ChainMetric.CHANGES_ALONE)).isEqualTo(1);
    }
  }

  @Test
  void countsAndTellsWhatIsLate() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(WARNING);
      chains.clock(120_000);
      chains.tell(ERROR, CRITICAL);
      chains.clock(300_000);

      assertThat(chains.takeMatches()).isEmpty();
      assertThat(chains.late()).isEqualTo(1);
      assertThat(chains.counted(ChainMetric.CHANGES_LATE)).isEqualTo(1);
      assertThat(chains.counted(ChainMetric.CHANGES_RECEIVED)).isEqualTo(3);
    }
  }

  @Test
  void takesAStateChangeThatIsToldTwiceOnce() throws Exception {
    try (ChainHarness chains = new ChainHarness(Chains.ofLength(2))) {
      StateChange first = fires("a", "s1", 1_000);
      StateChange second = fires("b", "s2", 2_000);
      chains.tell(first, first, second, first, second);
      chains.clock(2_000);

      assertThat(chains.takeIds()).containsExactly(List.of("a", "b"));
      assertThat(chains.counted(ChainMetric.CHANGES_DUPLICATE)).isEqualTo(3);
      chains.tell(second);
      assertThat(chains.counted(ChainMetric.CHANGES_LATE)).isEqualTo(1);
    }
  }

  @Test
  void tellsOfTwoAlertsThatBeginTheEarlierAndNeitherTwice() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      StateChange other = ofAnotherAlert("o", 70_000, true);
      chains.tell(WARNING, other, ERROR, CRITICAL);
      chains.tell(fires("e2", "error", 310_000), fires("c2", "critical", 320_000));
      chains.clock(400_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
    }
  }

  @Test
  void tellsOfAnAlertThatBeginsAgainTheLaterTime() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(fires("before", "warning", 50_000), WARNING, ERROR);
      chains.tell(fires("behind", "warning", 130_000), CRITICAL);
      chains.clock(300_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
    }
  }

  private static StateChange ofAnotherAlert(String id, long time, boolean isFiring) {
    return new StateChange(
        id,
        WARNING.source(),
        WARNING.labels().with("alertname", "Lag"),
        time,
        isFiring,
        WARNING.priority());
  }

  @Test
  void holdsWhatDiffersInItsLabelsApart() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(WARNING, change("e", "risk", "error", 120_000, true), CRITICAL);
      chains.clock(300_000);

      assertThat(chains.takeMatches()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void takesALastStageAsLateAsThePatternSays(long beyond, int found) throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(WARNING, ERROR, fires("c", "critical", 60_000 + WITHIN + beyond));
      chains.clock(60_000 + WITHIN + 2);

      assertThat(chains.takeMatches()).hasSize(found);
    }
  }

  @Test
  void isOverWhenWhatItHasReachedRecovers() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(WARNING, recovers("w", "warning", 100_000), ERROR, CRITICAL);
      chains.clock(300_000);
      assertThat(chains.takeMatches()).isEmpty();

      chains.tell(fires("w2", "warning", 400_000), fires("e2", "error", 410_000));
      chains.tell(recovers("e2", "error", 420_000), fires("c2", "critical", 430_000));
      chains.clock(430_000);
      assertThat(chains.takeMatches()).isEmpty();
    }
  }

  @Test
  void goesOnWhenWhatItHasLeftBehindOrAnotherAlertRecovers() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      StateChange other = ofAnotherAlert("o", 90_000, false);
      chains.tell(WARNING, other, ERROR, recovers("w", "warning", 120_000), CRITICAL);
      chains.clock(300_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
    }
  }

  @Test
  void ordersWhatComesAtOneTime() throws Exception {
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(
          recovers("w", "warning", 60_000),
          fires("c", "critical", 60_000),
          fires("e", "error", 60_000),
          WARNING);
      chains.clock(60_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 15, 60})
  void isCompleteWhenSomethingStaysAwayInSilence(int minutes) throws Exception {
    Duration time = Duration.ofMinutes(minutes);
    for (int stages = 1; stages <= 4; stages++) {
      try (ChainHarness chains = new ChainHarness(Chains.unanswered(stages, time))) {
        long last = tellStages(chains, stages);
        chains.clock(last + time.toMillis() - 1);
        assertThat(chains.takeMatches()).isEmpty();
        chains.clock(last + time.toMillis());

        var matches = chains.takeMatches();
        assertThat(matches).hasSize(1);
        assertThat(matches.get(0).changes()).hasSize(stages);
        assertThat(matches.get(0).time()).isEqualTo(last + time.toMillis());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void isOverWhenWhatMustNotComeComesInTime(long beyond, int found) throws Exception {
    Duration time = Duration.ofMinutes(5);
    try (ChainHarness chains = new ChainHarness(Chains.unanswered(2, time))) {
      long last = tellStages(chains, 2);
      chains.tell(fires("h", "healthy", last + time.toMillis() + beyond));
      chains.clock(last + time.toMillis() + 1);

      assertThat(chains.takeMatches()).hasSize(found);
    }
  }

  @Test
  void saysNothingOfWhatMayComeBehindTheEndOfAllInput() throws Exception {
    try (ChainHarness chains = new ChainHarness(Chains.unanswered(2, Duration.ofMinutes(1)))) {
      long last = tellStages(chains, 2);
      chains.clock(last + 30_000);
      chains.clock(Long.MAX_VALUE);

      assertThat(chains.takeMatches()).isEmpty();
    }
  }

  private static long tellStages(ChainHarness chains, int stages) throws Exception {
    for (int stage = 1; stage <= stages; stage++) {
      chains.tell(fires("a" + stage, "s" + stage, stage * 1_000L));
    }
    return stages * 1_000L;
  }

  @Test
  void opensNoMoreThanTheBoundAndCountsTheRest() throws Exception {
    try (ChainHarness chains = new ChainHarness(3, 1, 0, null, Chains.ofLength(2))) {
      for (int i = 0; i < 10; i++) {
        chains.tell(fires("a" + i, "s1", i + 1));
      }
      chains.clock(10);
      assertThat(chains.counted(ChainMetric.CHAINS_BEGUN)).isEqualTo(3);
      assertThat(chains.counted(ChainMetric.CHANGES_OVER_BOUND)).isEqualTo(7);

      chains.clock(WITHIN + 10);
      chains.tell(fires("b", "s1", WITHIN + 11), fires("c", "s2", WITHIN + 12));
      chains.clock(WITHIN + 12);
      assertThat(chains.takeIds()).containsExactly(List.of("b", "c"));
    }
  }

  @Test
  void goesOnFromASnapshotInMidChain() throws Exception {
    ChainHarness.Snapshot snapshot;
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      chains.tell(WARNING, CRITICAL);
      chains.clock(100_000);
      snapshot = chains.snapshot();
    }
    try (ChainHarness chains = new ChainHarness(100, 1, 0, snapshot, ESCALATION)) {
      chains.tell(ERROR);
      chains.clock(300_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
    }
  }

  @Test
  void goesOnInMoreSubtasks() throws Exception {
    List<String> services = IntStream.range(0, 20).mapToObj(i -> "service-" + i).toList();
    ChainHarness.Snapshot snapshot;
    try (ChainHarness chains = new ChainHarness(ESCALATION)) {
      for (String service : services) {
        chains.tell(change("w-" + service, service, "warning", 60_000, true));
        chains.tell(change("e-" + service, service, "error", 120_000, true));
      }
      chains.clock(100_000);
      snapshot = chains.snapshot();
    }
    List<String> found = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (ChainHarness chains = new ChainHarness(100, 3, subtask, snapshot, ESCALATION)) {
        for (String service : services) {
          chains.tell(change("c-" + service, service, "critical", 300_000, true));
        }
        chains.clock(300_000);
        var matches = chains.takeMatches();
        assertThat(matches).isNotEmpty();
        matches.forEach(match -> found.add(match.key().labels().get("service")));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(services);
  }

  @Test
  void findsChainsOfAPatternThatIsDeclaredWhileItRuns() throws Exception {
    try (ChainHarness chains = new ChainHarness(Chains.ofLength(2))) {
      chains.clock(10_000);
      chains.declare(Chains.ofLength(2), ESCALATION);
      chains.tell(WARNING, ERROR, CRITICAL);
      chains.clock(300_000);

      assertThat(chains.takeIds()).containsExactly(ALL);
    }
  }

  @Test
  void takesAPatternThatSaysSomethingElseForAnotherPattern() throws Exception {
    try (ChainHarness chains = new ChainHarness(Chains.ofLength(2))) {
      chains.tell(fires("a", "s1", 1_000));
      chains.declare(Chains.ofLength(3));
      chains.tell(fires("b", "s2", 2_000), fires("c", "s3", 3_000));
      chains.clock(3_000);

      assertThat(chains.takeMatches()).isEmpty();
    }
  }

  @Test
  void leavesNoStateBehindOnceAllIsOver() throws Exception {
    ChainPattern unanswered = Chains.unanswered(2, Duration.ofMinutes(60));
    try (ChainHarness chains = new ChainHarness(2, 1, 0, null, ESCALATION, unanswered)) {
      chains.tell(WARNING, ERROR, CRITICAL, recovers("c", "critical", 500_000));
      chains.tell(fires("w2", "warning", 600_000), recovers("w2", "warning", 700_000));
      chains.tell(fires("w3", "warning", 800_000), fires("w4", "warning", 900_000));
      tellStages(chains, 2);
      chains.tell(fires("a3", "s1", 5_000_000), fires("a4", "s2", 5_000_001));
      chains.tell(fires("h", "healthy", 5_000_002));
      for (long now = 0; now <= 12_000_000; now += 1_000_000) {
        chains.clock(now);
      }
      assertThat(chains.takeMatches()).hasSize(2);
      assertThat(chains.keptWithoutTimers()).isZero();
      chains.clock(Duration.ofDays(2).toMillis());

      assertThat(chains.kept()).isZero();
      assertThat(chains.takeMatches()).isEmpty();
    }
  }
}
