package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.FleetRecord;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.testing.WearModel;
import io.barograph.ml.failure.TrainedModelText;
import io.barograph.ml.watch.FailureFleetKind;
import io.barograph.ml.watch.FailureModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A version that is promoted while the operator runs predicts from its own time on. */
class PromotedModelsRunTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = MeasuredKinds.START;
  private static final long SAID = START + HOUR + 10 * MINUTE;
  private static final long FROM = START + 2 * HOUR;
  private static final long END = START + 3 * HOUR;
  private static final long LATEST = 10 * MINUTE;
  private static final String TEXT = WearModel.text("units", 2, Duration.ofMinutes(1));

  @Test
  void isAsIfTheJobHadBeenStartedWithIt() throws Exception {
    FailureModels models =
        new FailureModels(
            List.of(new FailureModels.Term(FROM, SAID, TrainedModelText.parse(TEXT))), null);
    MeasureRun<FleetRecord> told = run(kind(FailureModels.NONE), records(true), 1, 0);

    assertThat(told.samples()).isEqualTo(run(kind(models), records(false), 1, 0).samples());
    assertThat(versions(told, START, FROM)).containsOnly("rule");
    assertThat(versions(told, FROM, END)).containsOnly("2");
  }

  @Test
  void neitherDisorderNorParallelismNorRestartsAlterWhatIsSaid() throws Exception {
    FailureFleetKind kind = kind(FailureModels.NONE);
    List<String> expected = run(kind, records(true), 1, 0).samples();

    for (long seed = 1; seed <= 3; seed++) {
      List<FleetRecord> shuffled = MeasureRun.inDisorder(records(true), LATEST, seed);
      assertThat(run(kind, shuffled, 1 + (int) seed % 3, 20).samples())
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  private static FailureFleetKind kind(FailureModels models) {
    return new FailureFleetKind(
        List.of(
            new FailureWatch(
                "units",
                new SeriesSelectors(
                    List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "wear")))),
                List.of("unit"),
                new SeriesSelectors(List.of()),
                new FailureWatch.Span(
                    Duration.ofMinutes(1), Duration.ofMinutes(50), Duration.ofMinutes(10)),
                new FailureWatch.Model("units", 0))),
        Map.of("units", models),
        10);
  }

  private static MeasureRun<FleetRecord> run(
      FailureFleetKind kind, List<FleetRecord> records, int parallelism, int restarts)
      throws Exception {
    try (MeasureRun<FleetRecord> run = new MeasureRun<>(kind, MINUTE, parallelism)) {
      run.feed(records, LATEST, END, restarts);
      return run;
    }
  }

  private static List<FleetRecord> records(boolean isSaid) {
    Random random = new Random(MeasuredKinds.SEED);
    List<FleetRecord> records = new ArrayList<>();
    for (long time = START; time < END; time += 20_000) {
      for (String unit : List.of("a", "b")) {
        double age = (time - START) / (double) MINUTE % 60;
        records.add(
            new SeriesSample(
                Labels.of(Labels.METRIC_NAME, "wear", "unit", unit),
                time + 1,
                age + random.nextGaussian()));
      }
      if (isSaid && time == SAID) {
        records.add(new ModelPromotion("units", "units", 2, SAID + 5, FROM, SAID, TEXT));
      }
    }
    return records;
  }

  private static List<String> versions(MeasureRun<FleetRecord> run, long from, long to)
      throws Exception {
    return run.given().stream()
        .filter(sample -> sample.timestamp() >= from && sample.timestamp() < to)
        .filter(sample -> sample.labels().metricName().equals("barograph_failure_probability"))
        .map(IngestedSample::labels)
        .map(labels -> labels.get("version"))
        .toList();
  }
}
