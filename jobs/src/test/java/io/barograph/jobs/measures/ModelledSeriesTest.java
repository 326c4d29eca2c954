package io.barograph.jobs.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.KeyShare;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.ml.watch.ModelLimit;
import io.barograph.ml.watch.ModelPatience;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series of one key group that compete for the one model that it may have. */
final class ModelledSeriesTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final String FALLBACK = "barograph_anomaly_fallback";

  /** One for each key group. */
  private static final ModelPatience PATIENCE = new ModelPatience(Duration.ofDays(1));

  private static final ModelLimit ONE_EACH = new ModelLimit(KeyGroups.COUNT, KeyGroups.COUNT);

  private static final List<String> HOSTS = ofOneKeyGroup();

  private static WatchedSeriesKind kind(ModelUse use, ModelLimit limit) {
    return kind(DetectorType.RANDOM_CUT_FOREST, use, limit);
  }

  private static WatchedSeriesKind kind(DetectorType type, ModelUse use, ModelLimit limit) {
    SeriesSelectors all =
        new SeriesSelectors(List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "load"))));
    return new WatchedSeriesKind(
        List.of(new SeriesWatch("all", all, type, use, Bounds.DEFAULT, SeriesTraits.DEFAULT)),
        limit,
        PATIENCE);
  }

  private static List<String> ofOneKeyGroup() {
    WatchedSeriesKind kind = kind(ModelUse.ALWAYS, ONE_EACH);
    return IntStream.range(0, 10_000)
        .mapToObj(i -> "host" + i)
        .filter(host -> KeyShare.of(kind.key(sample(host, 0, 0)), KeyGroups.COUNT) == 5)
        .limit(3)
        .toList();
  }

  private static SeriesSample sample(String host, long time, double value) {
    return new SeriesSample(
        Labels.of(Labels.METRIC_NAME, "load", "host", host), MeasuredKinds.START + time, value);
  }

  private static List<SeriesSample> samples(int host, long from, long to) {
    List<SeriesSample> samples = new ArrayList<>();
    Random random = new Random(host);
    for (long time = from; time < to; time += MINUTE) {
      samples.add(
          sample(
              HOSTS.get(host),
              time,
              50 + 10 * Math.sin(time / 3e6) + random.nextGaussian() * (time % 97 == 0 ? 40 : 1)));
    }
    return samples;
  }

  /** Two that go on, of which the first falls silent for long; a third that comes late. */
  private static List<SeriesSample> competing() {
    List<SeriesSample> all = new ArrayList<>(samples(0, 0, 4 * HOUR));
    all.addAll(samples(1, HOUR, 14 * HOUR));
    all.addAll(samples(2, 12 * HOUR, 14 * HOUR));
    all.sort(Comparator.comparingLong(SeriesSample::time));
    return all;
  }

  private static List<String> run(
      WatchedSeriesKind kind, List<SeriesSample> samples, int parallelism, int every)
      throws Exception {
    try (MeasureRun<SeriesRecord> run = new MeasureRun<>(kind, MINUTE, parallelism)) {
      for (int i = 0; i < samples.size(); i++) {
        run.add(samples.get(i));
        if (i % (every == 0 ? 7 : 50) == 0) {
          run.advance(samples.get(i).time() - 1);
        }
        if (every > 0 && i % every == every - 1) {
          run.restart(1 + i % 3);
        }
      }
      run.advance(Long.MAX_VALUE);
      assertThat(run.stateEntries()).isZero();
      return run.samples();
    }
  }

  /** Without those that tell that a reason holds no more. */
  private static List<String> fallbacks(List<String> samples, int host) {
    return samples.stream()
        .filter(one -> !(one.contains("reason=") && one.endsWith(" 0.0")))
        .filter(one -> one.contains(FALLBACK) && one.contains('"' + HOSTS.get(host) + '"'))
        .map(one -> one.substring(one.lastIndexOf(' ') + 1))
        .toList();
  }

  @Test
  void theEnsembleStandsInUntilAModelHasLearnedAndForThoseThatHaveNone() throws Exception {
    List<String> samples = run(kind(ModelUse.ALWAYS, ONE_EACH), competing(), 1, 0);

    List<String> first = fallbacks(samples, 0);
    assertThat(first).hasSize(240).startsWith("1.0", "1.0").endsWith("0.0");
    assertThat(first.subList(60, 240)).containsOnly("0.0");
    List<String> second = fallbacks(samples, 1);
    assertThat(second.subList(0, 9 * 60 - 1))
        .as("until the first is silent for six hours")
        .containsOnly("1.0");
    assertThat(second).as("once it has its place").endsWith("0.0");
    assertThat(fallbacks(samples, 2)).hasSize(120).containsOnly("1.0");
  }

  @ParameterizedTest
  @EnumSource(names = {"RANDOM_CUT_FOREST", "LSTM"})
  void scoresDependNeitherOnRestartsNorOnParallelismNorOnWhenTheClockMoves(DetectorType type)
      throws Exception {
    List<String> expected = run(kind(type, ModelUse.ALWAYS, ONE_EACH), competing(), 1, 0);

    for (int every : new int[] {37, 150, 411}) {
      assertThat(run(kind(type, ModelUse.ALWAYS, ONE_EACH), competing(), 2, every))
          .as("a restart every %d samples", every)
          .isEqualTo(expected);
    }
  }

  @Test
  void onlySeriesInDisputeTakeAModelWhereThePackSaysSo() throws Exception {
    List<String> disputed = run(kind(ModelUse.DISPUTED, ONE_EACH), competing(), 1, 0);
    List<String> calm =
        run(
            kind(ModelUse.DISPUTED, ONE_EACH),
            IntStream.range(0, 300).mapToObj(i -> sample(HOSTS.get(0), i * MINUTE, 7)).toList(),
            1,
            0);

    assertThat(fallbacks(disputed, 0)).contains("0.0");
    assertThat(fallbacks(calm, 0)).hasSize(300).containsOnly("1.0");
  }

  @Test
  void withoutModelsTheScoresAreThoseOfTheEnsemble() throws Exception {
    List<SeriesSample> samples = samples(0, 0, 5 * HOUR);
    List<String> none =
        run(kind(ModelUse.ALWAYS, new ModelLimit(0, KeyGroups.COUNT)), samples, 1, 0);
    List<String> ensemble =
        run(
            new WatchedSeriesKind(
                List.of(
                    new SeriesWatch(
                        "all",
                        new SeriesSelectors(
                            List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "load")))),
                        DetectorType.ENSEMBLE,
                        ModelUse.ALWAYS,
                        Bounds.DEFAULT,
                        SeriesTraits.DEFAULT)),
                ONE_EACH,
                PATIENCE),
            samples,
            1,
            0);

    assertThat(none.stream().filter(one -> !one.contains(FALLBACK))).isEqualTo(ensemble);
    assertThat(fallbacks(none, 0)).hasSize(300).containsOnly("1.0");
  }

  @Test
  void aLimitThatIsLoweredTakesModelsAway() throws Exception {
    List<IngestedSample> given;
    try (MeasureRun<SeriesRecord> run =
        new MeasureRun<>(kind(ModelUse.ALWAYS, ONE_EACH), MINUTE, 1)) {
      for (SeriesSample sample : samples(0, 0, 3 * HOUR)) {
        run.add(sample);
      }
      run.advance(MeasuredKinds.START + 3 * HOUR - 1);
      run.restart(kind(ModelUse.ALWAYS, new ModelLimit(0, KeyGroups.COUNT)), 1);
      for (SeriesSample sample : samples(0, 3 * HOUR, 4 * HOUR)) {
        run.add(sample);
      }
      run.advance(MeasuredKinds.START + 4 * HOUR);
      given = run.given();
    }

    List<Double> fallbacks =
        given.stream()
            .filter(one -> one.labels().metricName().equals(FALLBACK))
            .filter(one -> one.value() > 0 || one.labels().get("reason").isEmpty())
            .map(IngestedSample::value)
            .toList();
    assertThat(fallbacks.get(170)).isZero();
    assertThat(fallbacks.subList(185, fallbacks.size())).containsOnly(1.0);
  }
}
