package io.barograph.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.PredictionJoin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The figures of the published matches, and which league is flagged, by shipped defaults. */
class FootballConformanceTest {
  private static final int FIGURES = 28;
  private static final int FLAGGED_WITHIN = 60;

  @Test
  void figuresAreThePublishedOnesAndOnlyTheDegradedLeagueIsFlaggedInTime() throws Exception {
    JsonNode expected = Football.expected();
    Map<String, League> leagues = leagues(Football.records());
    int[] passed = {0};
    expected
        .get("per_league")
        .properties()
        .forEach(one -> passed[0] += leagues.get(one.getKey()).check(one.getKey(), one.getValue()));
    System.out.printf(
        "football figures: %d passed, %d failed, 0 skipped%n", passed[0], FIGURES - passed[0]);

    assertThat(passed[0]).isEqualTo(FIGURES);
    long degradedFrom = 1_000 * expected.get("degraded_from_epoch").longValue();
    String degraded = expected.get("degraded_league").asText();
    leagues.forEach(
        (name, league) -> {
          long matches = league.matchesUntilFlagged(degradedFrom);
          System.out.printf(
              "football league %s: %s%n",
              name, matches < 0 ? "never flagged" : "flagged after " + matches + " matches");
          if (name.equals(degraded)) {
            assertThat(matches).isBetween(1L, (long) FLAGGED_WITHIN);
            assertThat(league.measure.drop().isDegraded()).isTrue();
          }
          assertThat(league.flags).as(name).hasSize(name.equals(degraded) ? 1 : 0);
        });
  }

  @Test
  void anyOrderOfArrivalGivesTheSameFigures() throws Exception {
    List<ModelRecord> records = Football.records();
    Map<String, League> inOrder = leagues(records);
    for (int seed = 1; seed <= 3; seed++) {
      List<ModelRecord> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, new Random(seed));
      leagues(shuffled)
          .forEach(
              (name, league) ->
                  assertThat(Measures.bytes(league.measure))
                      .isEqualTo(Measures.bytes(inOrder.get(name).measure)));
    }
  }

  private static Map<String, League> leagues(List<ModelRecord> records) {
    PredictionJoin join = new PredictionJoin(JoinPolicy.DEFAULT);
    records.forEach(join::add);
    Map<String, League> leagues = new TreeMap<>();
    long end = records.stream().mapToLong(ModelRecord::time).max().orElse(0);
    ModelMeasureKind kind = new ModelMeasureKind(ModelPolicy.DEFAULT);
    join.advance(
        end,
        event ->
            leagues
                .computeIfAbsent(
                    event.prediction().key().segment(), any -> new League(kind.begin(event)))
                .add(event));
    return leagues;
  }

  /** What is known of a league, and what the data alone does not keep. */
  private static final class League {
    private final ModelMeasure measure;
    private final List<Long> labelled = new ArrayList<>();
    private final List<Integer> flags = new ArrayList<>();
    private double least = Double.NaN;

    private League(ModelMeasure measure) {
      this.measure = measure;
    }

    private void add(ModelEvent event) {
      long drops = measure.drop().drops();
      measure.add(event);
      if (event instanceof ModelEvent.Labelled label) {
        labelled.add(label.prediction().time());
        if (measure.labels().isFull()) {
          double accuracy = measure.labels().figures().accuracy();
          least = Double.isNaN(least) ? accuracy : Math.min(least, accuracy);
        }
        if (measure.drop().drops() > drops) {
          flags.add(labelled.size());
        }
      }
    }

    /** Labelled matches of the degraded time up to the flag; -1 if there is no flag. */
    private long matchesUntilFlagged(long degradedFrom) {
      return flags.isEmpty()
          ? -1
          : labelled.subList(0, flags.get(0)).stream().filter(t -> t >= degradedFrom).count();
    }

    private int check(String name, JsonNode expected) {
      ModelTotals totals = measure.totals();
      int passed = 0;
      passed += equal(name, (double) totals.labelled(), expected.get("labelled"));
      passed +=
          equal(name, (double) (totals.open() + totals.unlabelled()), expected.get("unlabelled"));
      passed += equal(name, totals.accuracy(), expected.get("accuracy"));
      passed += equal(name, totals.squaredError(), expected.get("brier_3class"));
      passed += equal(name, totals.loss(), expected.get("log_loss"));
      passed += equal(name, least, expected.get("rolling100_accuracy_min"));
      passed +=
          equal(
              name,
              measure.labels().figures().accuracy(),
              expected.get("rolling100_accuracy_last"));
      return passed;
    }

    private static int equal(String name, double figure, JsonNode expected) {
      assertThat(figure).as(name).isCloseTo(expected.doubleValue(), within(1e-9));
      return 1;
    }
  }
}
