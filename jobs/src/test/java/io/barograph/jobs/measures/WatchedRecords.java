package io.barograph.jobs.measures;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.ml.watch.ForecastSeriesKind;
import io.barograph.ml.watch.ModelLimit;
import io.barograph.ml.watch.ModelPatience;
import io.barograph.ml.watch.WatchedSeriesKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Samples of series that are watched and forecast. */
final class WatchedRecords {
  private static final int KIB = 1_024;
  private static final ModelPatience PATIENCE = new ModelPatience(Duration.ofDays(1));
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;
  private static final int DAY_OF_MINUTES = 1_440;

  private static final SeriesSelectors ALL =
      new SeriesSelectors(List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "load"))));

  private WatchedRecords() {}

  static MeasuredKind<SeriesRecord> anomalies() {
    return new MeasuredKind<>(
        watching(DetectorType.ENSEMBLE),
        WatchedRecords::labelled,
        "",
        Duration.ofDays(2),
        strayed(filling(9 * DAY, MINUTE)),
        34 * KIB);
  }

  /** Each of which has a model. */
  static MeasuredKind<SeriesRecord> modelled() {
    return new MeasuredKind<>(
        watching(DetectorType.RANDOM_CUT_FOREST),
        WatchedRecords::labelled,
        "",
        Duration.ofDays(2),
        List.copyOf(filling(9 * DAY, MINUTE)),
        117 * KIB);
  }

  /** All series, by a detector. */
  static WatchedSeriesKind watching(DetectorType detector) {
    return new WatchedSeriesKind(
        List.of(watch(detector)), new ModelLimit(1_000, KeyGroups.COUNT), PATIENCE);
  }

  private static SeriesWatch watch(DetectorType detector) {
    return new SeriesWatch(
        "all", ALL, detector, ModelUse.ALWAYS, Bounds.DEFAULT, SeriesTraits.DEFAULT);
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

  /**
   * Of a few samples each, one lies outside, and of a few of these somebody says what they were.
   */
  private static SeriesRecord labelled(int i) {
    long time = MeasuredKinds.time(i);
    SeriesSample sample = sample(MeasuredKinds.name(i), time, MeasuredKinds.draw(-i));
    return switch (i % 20) {
      case 11 -> new SeriesSample(sample.labels(), time, 60 + i);
      case 17 -> new SeriesLabel(sample.labels(), time, "l" + i, time - 5_000, time, i % 60 == 17);
      default -> sample;
    };
  }

  /** With as many quarters of an hour outside as are remembered, all of them called ordinary. */
  private static List<SeriesRecord> strayed(List<SeriesSample> samples) {
    List<SeriesRecord> strayed = new ArrayList<>(samples);
    for (int i = 8 * DAY_OF_MINUTES; i < strayed.size(); i += 14) {
      SeriesSample sample = samples.get(i);
      strayed.set(i, new SeriesSample(sample.labels(), sample.time(), 100));
    }
    long time = samples.get(samples.size() - 1).time();
    strayed.add(
        new SeriesLabel(
            samples.get(0).labels(), time, "l", MeasuredKinds.START, time, /* isAnomaly= */ false));
    return strayed;
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
