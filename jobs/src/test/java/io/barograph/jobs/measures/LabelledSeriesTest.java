package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.ml.watch.ModelLimit;
import io.barograph.ml.watch.ModelPatience;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What people say of watched series moves their bounds in the operator, from its own time on. */
class LabelledSeriesTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = MeasuredKinds.START;

  /** When both series leave their bounds, and when somebody speaks of one. */
  private static final long ODD = START + 30 * HOUR + 10 * MINUTE;

  private static final long SAID = ODD + 20 * MINUTE;
  private static final long END = START + 34 * HOUR;
  private static final long LATEST = 10 * MINUTE;

  private static final WatchedSeriesKind KIND =
      new WatchedSeriesKind(
          List.of(
              new SeriesWatch(
                  "all",
                  new SeriesSelectors(
                      List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "load")))),
                  DetectorType.RANGE,
                  ModelUse.ALWAYS,
                  Bounds.DEFAULT,
                  SeriesTraits.DEFAULT)),
          new ModelLimit(1_000, KeyGroups.COUNT),
          ModelPatience.DEFAULT);

  @Test
  void boundsMoveFromTheTimeOfTheWordAndOfItsSeriesAlone() throws Exception {
    List<IngestedSample> given = run(records(true), 1, 0).given();

    assertThat(upper(given, "a", SAID - 2 * MINUTE)).isLessThan(70);
    assertThat(upper(given, "a", SAID + 2 * MINUTE)).isGreaterThan(90);
    assertThat(upper(given, "b", SAID + 2 * MINUTE)).as("nobody spoke of it").isLessThan(70);
    assertThat(before(SAID, run(records(false), 1, 0).given()))
        .as("the past is not touched")
        .isEqualTo(before(SAID, given));
  }

  @Test
  void neitherDisorderNorParallelismNorRestartsAlterThem() throws Exception {
    List<String> expected = run(records(true), 1, 0).samples();

    for (long seed = 1; seed <= 3; seed++) {
      List<SeriesRecord> shuffled = MeasureRun.inDisorder(records(true), LATEST, seed);
      assertThat(run(shuffled, 1 + (int) seed % 3, 20).samples())
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  private static MeasureRun<SeriesRecord> run(
      List<SeriesRecord> records, int parallelism, int restarts) throws Exception {
    try (MeasureRun<SeriesRecord> run = new MeasureRun<>(KIND, MINUTE, parallelism)) {
      run.feed(records, LATEST, END, restarts);
      return run;
    }
  }

  private static List<IngestedSample> before(long time, List<IngestedSample> given) {
    return given.stream().filter(sample -> sample.timestamp() < time).toList();
  }

  private static List<SeriesRecord> records(boolean isSaid) {
    Random random = new Random(MeasuredKinds.SEED);
    List<SeriesRecord> records = new ArrayList<>();
    for (long time = START; time < END; time += MINUTE) {
      for (String host : List.of("a", "b")) {
        boolean isOdd = time >= ODD && time < ODD + 5 * MINUTE;
        double value = isOdd ? 95 : 50 + random.nextGaussian();
        records.add(new SeriesSample(series(host), time, value));
      }
      if (isSaid && time == SAID) {
        records.add(new SeriesLabel(series("a"), time, "l", ODD, ODD + 5 * MINUTE, false));
        records.add(new SeriesLabel(series("unknown"), time, "m", ODD, time, false));
      }
    }
    return records;
  }

  private static Labels series(String host) {
    return Labels.of(Labels.METRIC_NAME, "load", "host", host);
  }

  private static double upper(List<IngestedSample> given, String host, long time) {
    return given.stream()
        .filter(sample -> sample.timestamp() == time)
        .filter(sample -> sample.labels().metricName().equals("barograph_upper"))
        .filter(sample -> sample.labels().get("host").equals(host))
        .filter(sample -> sample.labels().get("quantile").equals("0.99"))
        .mapToDouble(IngestedSample::value)
        .findFirst()
        .orElseThrow();
  }
}
