package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.core.session.Openness;
import io.barograph.core.session.SessionCalendar;
import io.barograph.core.session.SessionCalendars;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.EntityDetector;
import io.barograph.ml.detect.Score;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchedEntityTest {
  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final long STEP = EntityRun.STEP;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int ROWS = 1_500;
  private static final int SPIKE = 1_400;
  private static final int METRICS = 4;

  /** Noise in which two metrics leap for some rows; one value in forty is missing. */
  private static double[] row(int step) {
    Random random = new Random(1_000_003L * step);
    random.nextInt();
    double[] row = new double[METRICS];
    for (int i = 0; i < METRICS; i++) {
      row[i] = random.nextInt(40) == 0 ? Double.NaN : random.nextGaussian();
    }
    if (step >= SPIKE && step < SPIKE + 5) {
      row[1] = 60;
      row[3] = 90;
    }
    return row;
  }

  private static void rows(int from, int to, EntityRun run) {
    for (int step = from; step < to; step++) {
      run.row(step, row(step));
      run.tick(step + 1);
    }
  }

  @Test
  void saysOfEachRowWhatTheDetectorOfFilesSays() {
    EntityDetector detector = Detectors.createForEntity(Detectors.ENSEMBLE, METRICS, CONFIG);
    List<Score> expected = new ArrayList<>();
    EntityRun run = new EntityRun();
    for (int step = 0; step < ROWS; step++) {
      double[] row = row(step);
      if (step == 0) {
        row = new double[] {1, 2, 3, 4};
      }
      expected.add(detector.add(step * STEP, row));
      run.row(step, row);
      run.tick(step + 1);
    }

    assertThat(run.values("score")).isEqualTo(expected.stream().map(Score::score).toList());
    assertThat(run.values("strength")).isEqualTo(expected.stream().map(Score::strength).toList());
    assertThat(run.told("score"))
        .allMatch(
            one ->
                one.labels()
                    .equals(
                        Labels.of(
                            Labels.METRIC_NAME,
                            "barograph_entity_anomaly_score",
                            "instance",
                            "a",
                            "detector",
                            "servers")));
    assertThat(run.told())
        .allMatch(one -> one.labels().metricName().matches(WatchedEntityKind.METRICS));
    assertThat(run.values("score").get(SPIKE)).isGreaterThan(0.8);
  }

  @Test
  void theMetricThatDeviatesMostIsToldAsLongAsItDoes() {
    EntityRun run = new EntityRun();
    rows(0, ROWS, run);

    List<EntityRun.Told> metric =
        run.told("metric").stream().filter(one -> one.tick() > SPIKE * STEP).toList();
    assertThat(metric.get(0).tick()).isEqualTo((SPIKE + 1) * STEP);
    assertThat(metric.get(0).value()).isOne();
    assertThat(metric.get(0).labels().get("metric")).isIn("m1", "m3");
    assertThat(metric.get(0).labels().get("detector")).isEqualTo("servers");
    EntityRun.Told last = metric.get(metric.size() - 1);
    assertThat(StaleMarker.isStale(Double.doubleToRawLongBits(last.value()))).isTrue();
    for (EntityRun.Told strength : run.told("strength")) {
      assertThat(
              run.told("metric").stream()
                  .filter(one -> one.tick() == strength.tick())
                  .filter(one -> one.value() == 1))
          .hasSize(strength.value() >= 0.5 ? 1 : 0);
    }
  }

  @Test
  void aPrefixIsToldAsTheWhole() {
    EntityRun whole = new EntityRun();
    rows(0, ROWS, whole);
    EntityRun prefix = new EntityRun();
    rows(0, SPIKE + 2, prefix);

    assertThat(whole.told().subList(0, prefix.told().size())).isEqualTo(prefix.told());
  }

  @Test
  void aSavepointGoesOnAsIfNothingHadBeen() throws IOException {
    EntityRun whole = new EntityRun();
    EntityRun restarted = new EntityRun();
    for (int step = 0; step < ROWS; step++) {
      rows(step, step + 1, whole);
      restarted.row(step, row(step));
      if (step % 7 == 0 || step > SPIKE) {
        restarted.restart(); // in the middle of a row
      }
      restarted.tick(step + 1);
      if (step % 11 == 0 || step > SPIKE) {
        restarted.restart();
      }
    }

    assertThat(restarted.told()).isEqualTo(whole.told());
    assertThat(restarted.bytes()).isEqualTo(whole.bytes());
  }

  @Test
  void theOrderInWhichMetricsComeAltersNothing() throws IOException {
    EntityRun inOrder = new EntityRun();
    EntityRun shuffled = new EntityRun();
    Random random = new Random(8);
    for (int step = 0; step < 300; step++) {
      List<SeriesSample> samples = new ArrayList<>();
      for (int i = 0; i < EntityJudge.MOST_METRICS + 10; i++) {
        boolean isLater = i % 9 == 0 && step < 100;
        if (!isLater) {
          double value = new Random(1_009L * step + i).nextGaussian();
          samples.add(EntityRun.sample("m" + i, step * STEP + i, value));
        }
      }
      samples.forEach(inOrder::add);
      Collections.shuffle(samples, random);
      samples.forEach(shuffled::add);
      inOrder.tick(step + 1);
      shuffled.tick(step + 1);
    }

    assertThat(shuffled.told()).isEqualTo(inOrder.told());
    assertThat(shuffled.bytes()).isEqualTo(inOrder.bytes());
    assertThat(shuffled.refused()).containsExactlyInAnyOrderElementsOf(inOrder.refused());
  }

  @Test
  void aMetricThatAppearsLaterMovesNoScoreUntilItIsKnown() {
    EntityRun without = new EntityRun();
    EntityRun with = new EntityRun();
    int begins = 700;
    int known = begins + 12; // the least values of a member
    for (int step = 0; step < ROWS; step++) {
      without.row(step, row(step));
      with.row(step, row(step));
      if (step >= begins) {
        with.add(EntityRun.sample("m00", step * STEP, step));
      }
      without.tick(step + 1);
      with.tick(step + 1);
    }

    assertThat(with.values("strength").subList(0, known))
        .isEqualTo(without.values("strength").subList(0, known));
    assertThat(with.values("strength")).isNotEqualTo(without.values("strength"));
  }

  @Test
  void seriesThatDifferInOtherLabelsAreMetricsOfTheirOwn() {
    EntityRun run = new EntityRun();
    int deviates = 200;
    for (int step = 0; step <= deviates; step++) {
      for (String device : List.of("sda", "sdb")) {
        double value = new Random(31L * step + device.hashCode()).nextGaussian();
        run.add(
            new SeriesSample(
                Labels.of(Labels.METRIC_NAME, "m", "instance", "a", "device", device),
                step * STEP,
                step == deviates && device.equals("sdb") ? 1e6 : value));
      }
      run.tick(step + 1);
    }

    assertThat(run.told("metric"))
        .last()
        .extracting(one -> one.labels().get("metric"), EntityRun.Told::tick)
        .containsExactly("m{device=\"sdb\"}", (deviates + 1) * STEP);
  }

  @Test
  void valuesOfAStepAreARowOfTheirMeansAndThoseBehindItCountNowhere() {
    EntityRun means = new EntityRun();
    EntityRun parts = new EntityRun();
    for (int step = 0; step < 200; step++) {
      double value = Math.rint(8 * row(1_000 + 4 * step)[2]);
      if (Double.isNaN(value)) {
        continue;
      }
      means.row(step, value);
      means.tick(step + 1);
      parts.add(EntityRun.sample("m0", step * STEP, value - 2));
      parts.add(EntityRun.sample("m0", step * STEP + 1, Double.NaN));
      parts.add(EntityRun.sample("m0", step * STEP + 2, value + 2));
      parts.tick(step + 1);
      parts.add(EntityRun.sample("m0", step * STEP + 3, 1e9));
    }

    assertThat(means.told()).hasSizeGreaterThan(300);
    assertThat(parts.told()).isEqualTo(means.told());
  }

  @Test
  void theStrengthIsToldAgainEachMinuteUntilTheEntityIsSilent() throws IOException {
    EntityRun run = new EntityRun(EntityRun.watch(5 * STEP, DetectorType.ENSEMBLE));
    for (int step = 0; step < 1_000; step += 5) {
      run.row(step, step == 995 ? 1e6 : row(step)[2]);
      run.tick(step + 5);
    }
    int before = run.told().size();
    for (int second = 0; second <= 1_200; second += 10) {
      run.tick(1_000 * STEP + second * 1_000L);
      if (second == 30) {
        run.restart(EntityRun.kind(EntityRun.watch(5 * STEP, DetectorType.ENSEMBLE)));
      }
    }

    List<EntityRun.Told> again = run.told().subList(before, run.told().size());
    assertThat(again).extracting(EntityRun.Told::name).doesNotContain("score");
    assertThat(again.stream().filter(one -> one.name().equals("strength")))
        .hasSize(5)
        .allMatch(one -> one.value() > 0.5);
    EntityRun.Told last = again.get(again.size() - 1);
    assertThat(last.name()).isEqualTo("metric");
    assertThat(StaleMarker.isStale(Double.doubleToRawLongBits(last.value()))).isTrue();
  }

  /** Also behind a reset and a restart. */
  @Test
  void ofACounterTheRateIsAMetric() throws IOException {
    EntityRun rates = new EntityRun();
    EntityRun totals = new EntityRun();
    Random random = new Random(5);
    double total = 1_000_000;
    for (int step = 0; step < 300; step++) {
      int increase = step == 250 ? 5_000 : 100 + random.nextInt(10);
      total = step == 150 ? increase : total + increase;
      long time = step * STEP + STEP / 2;
      totals.add(EntityRun.sample("m_total", time, total));
      totals.tick(step + 1);
      if (step > 0) {
        rates.add(EntityRun.sample("m_rate", time, increase / (double) STEP * 1_000));
        rates.tick(step + 1);
      }
      if (step == 200) {
        totals.restart();
      }
    }

    assertThat(totals.values("strength")).isEqualTo(rates.values("strength")).hasSize(299);
    assertThat(totals.told("metric")).isNotEmpty();
  }

  @Test
  void severalRowsBetweenTwoTicksAreToldByTheStrongest() {
    EntityRun each = new EntityRun();
    rows(0, ROWS, each);
    EntityRun some = new EntityRun();
    for (int step = 0; step < ROWS; step++) {
      some.row(step, row(step));
      if (step % 10 == 9) {
        some.tick(step + 1);
      }
    }

    List<Double> strengths = each.values("strength");
    assertThat(some.values("strength"))
        .isEqualTo(
            IntStream.range(0, ROWS / 10)
                .mapToObj(i -> Collections.max(strengths.subList(10 * i, 10 * i + 10)))
                .toList());
  }

  @Test
  void metricsBeyondTheBoundAreToldOnceEach() throws IOException {
    EntityRun run = new EntityRun();
    double[] row = new double[EntityJudge.MOST_METRICS + 1];
    run.row(0, row);
    run.tick(1);

    String refused =
        "metric m9 is one too many of entity {instance=\"a\"} in servers, which takes 64 of each;"
            + " it is left out: narrow match";
    assertThat(run.refused()).containsExactly(refused);
    run.row(1, row);
    run.tick(2);
    assertThat(run.refused()).isEmpty();
    run.restart();
    run.row(2, row);
    run.tick(3);
    assertThat(run.refused()).containsExactly(refused);
  }

  @Test
  void aMetricThatIsSilentForLongMakesRoom() {
    EntityRun run = new EntityRun();
    run.row(0, new double[EntityJudge.MOST_METRICS]);
    long later = 3 * DAY;
    run.add(EntityRun.sample("m0", later, 1));
    run.add(EntityRun.sample("m0", later + STEP, 1));
    run.add(EntityRun.sample("me", later + STEP, 1));
    run.tick(later + 2 * STEP);

    assertThat(run.refused()).isEmpty();
  }

  @Test
  void anEntityThatIsSilentForLongIsSpent() {
    EntityRun run = new EntityRun();
    run.row(0, 1);
    long newest = STEP / 2;

    assertThat(run.isSpent(newest + 2 * DAY)).isFalse();
    assertThat(run.isSpent(newest + 2 * DAY + 1)).isTrue();
  }

  @Test
  void whatAnEntryIsChangedToLearnsAnew() throws IOException {
    EntityRun run = new EntityRun();
    rows(0, 300, run);
    int learned = run.bytes().length;
    run.restart(EntityRun.kind(EntityRun.watch(STEP, DetectorType.RANGE)));
    assertThat(run.bytes().length).as("another detector").isLessThan(learned / 10);
    rows(300, 400, run);
    run.restart(EntityRun.kind(EntityRun.watch(2 * STEP, DetectorType.RANGE)));
    assertThat(run.bytes().length).as("another step").isLessThan(learned / 10);
    rows(400, 500, run);
    assertThat(run.told("score")).last().extracting(EntityRun.Told::tick).isEqualTo(500 * STEP);
    run.restart(EntityRun.kind(EntityRun.watch(2 * STEP, DetectorType.RANGE, "XNYS")));
    assertThat(run.bytes().length).as("another calendar").isLessThan(learned / 10);
    rows(500, 520, run);
    run.restart(EntityRun.kind());
    int told = run.told().size();
    rows(500, 600, run);

    assertThat(run.told()).as("an entry that is no more").hasSize(told);
  }

  /** New York's clocks go forward on the 8th of March. */
  @Test
  void goesByTheSessionsOfItsVenue() {
    assertThat(strongestBehindTheClocksChange("XNYS")).isLessThan(0.3);
    assertThat(strongestBehindTheClocksChange("")).isGreaterThan(0.4);
  }

  /** What was said of two trading days of four metrics that are high while the venue trades. */
  private static double strongestBehindTheClocksChange(String calendar) {
    long step = 10 * STEP;
    SessionCalendar venue = SessionCalendars.named("XNYS").orElseThrow();
    EntityRun run = new EntityRun(EntityRun.watch(step, DetectorType.SEASONAL, calendar));
    Random random = new Random(5);
    long begin = Instant.parse("2026-01-26T00:00:00Z").toEpochMilli();
    long change = Instant.parse("2026-03-09T00:00:00Z").toEpochMilli();
    for (long time = begin; time < change + 2 * DAY; time += step) {
      double level = venue.isOpen(time) == Openness.OPEN ? 100 : 10;
      for (int metric = 0; metric < METRICS; metric++) {
        run.add(EntityRun.sample("m" + metric, time, level + random.nextGaussian()));
      }
      run.tick(time + step);
    }
    return run.told("strength").stream()
        .filter(one -> one.tick() > change)
        .mapToDouble(EntityRun.Told::value)
        .max()
        .orElseThrow();
  }

  @Test
  void aSeriesIsOfTheFirstEntryThatTakesItAndWhoseLabelsItHas() {
    EntityWatch all =
        new EntityWatch(
            "pods",
            new SeriesSelectors(List.of(List.of())),
            List.of("pod", "instance"),
            Duration.ofMinutes(1),
            DetectorType.ENSEMBLE);
    WatchedEntityKind kind = EntityRun.kind(all, EntityRun.watch(STEP, DetectorType.ENSEMBLE));

    assertThat(kind.key(EntityRun.sample("m0", 0, 0))).isEqualTo("servers{instance=\"a\"}");
    assertThat(
            kind.key(
                new SeriesSample(
                    Labels.of("__name__", "x", "pod", "p", "instance", "a", "zone", "b"), 0, 0)))
        .isEqualTo("pods{instance=\"a\", pod=\"p\"}");
    assertThat(kind.key(new SeriesSample(Labels.of("__name__", "x", "pod", "p"), 0, 0))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void everyDetectorThatAnEntityCanHaveScoresRows(DetectorType type) {
    EntityRun run = new EntityRun(EntityRun.watch(STEP, type));
    rows(0, ROWS, run);

    assertThat(Collections.max(run.values("strength"))).isGreaterThan(0.3);
  }

  static Stream<DetectorType> detectors() {
    return EntityWatch.detectors().stream().flatMap(name -> DetectorType.ofWireName(name).stream());
  }
}
