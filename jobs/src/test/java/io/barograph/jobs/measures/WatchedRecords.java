package io.barograph.jobs.measures;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.ml.watch.ForecastSeriesKind;
import io.barograph.ml.watch.ModelLimit;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Samples of series that are watched and forecast. */
final class WatchedRecords {
  private static final int KIB = 1_024;
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;

  private static final SeriesSelectors ALL =
      new SeriesSelectors(List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "load"))));

  private WatchedRecords() {}

  static MeasuredKind<SeriesSample> anomalies() {
    return new MeasuredKind<>(
        new WatchedSeriesKind(
            List.of(watch(DetectorType.ENSEMBLE)), new ModelLimit(1_000, KeyGroups.COUNT)),
        WatchedRecords::sample,
        "",
        Duration.ofDays(2),
        filling(9 * DAY, MINUTE),
        20 * KIB);
  }

  /** Each of which has a model. */
  static MeasuredKind<SeriesSample> modelled() {
    return new MeasuredKind<>(
        new WatchedSeriesKind(
            List.of(watch(DetectorType.RANDOM_CUT_FOREST)), new ModelLimit(1_000, KeyGroups.COUNT)),
        WatchedRecords::sample,
        "",
        Duration.ofDays(2),
        filling(9 * DAY, MINUTE),
        104 * KIB);
  }

  private static SeriesWatch watch(DetectorType detector) {
    return new SeriesWatch("all", ALL, detector, ModelUse.ALWAYS, Bounds.DEFAULT);
  }

  static MeasuredKind<SeriesSample> forecasts() {
    ForecastWatch watch =
        new ForecastWatch(
            "all",
            ALL,
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            new ForecastWatch.Limit(100, true));
    return new MeasuredKind<>(
        new ForecastSeriesKind(List.of(watch)),
        WatchedRecords::ofMany,
        "",
        Duration.ofDays(2),
        filling(2 * DAY, MINUTE),
        11 * KIB);
  }

  /** A forecast is told once a minute: more series, for as many samples in the same time. */
  private static SeriesSample ofMany(int i) {
    return sample(MeasuredKinds.name(i) + i % 4, MeasuredKinds.time(i), MeasuredKinds.draw(-i));
  }

  private static SeriesSample sample(int i) {
    return sample(MeasuredKinds.name(i), MeasuredKinds.time(i), MeasuredKinds.draw(-i));
  }

  private static List<SeriesSample> filling(long span, long every) {
    Random random = new Random(MeasuredKinds.SEED);
    List<SeriesSample> filling = new ArrayList<>();
    for (long time = 0; time < span; time += every) {
      filling.add(sample("n", MeasuredKinds.START + time, random));
    }
    return filling;
  }

  private static SeriesSample sample(String host, long time, Random random) {
    return new SeriesSample(
        Labels.of(Labels.METRIC_NAME, "load", "host", host),
        time,
        50 + 10 * Math.sin(2 * Math.PI * time / DAY) + random.nextGaussian());
  }
}
