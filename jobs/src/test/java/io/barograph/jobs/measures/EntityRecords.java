package io.barograph.jobs.measures;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.ml.watch.WatchedEntityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Samples of the metrics of entities. */
final class EntityRecords {
  private static final int KIB = 1_024;
  private static final long STEP = 2_000;
  private static final int MOST_METRICS = 64;

  /** Of a metric as long as the ensemble of entities remembers. */
  private static final int ROWS = 1_000;

  /** What the members of the ensemble keep of a metric, and how rare each is. */
  private static final int OF_METRIC = 13 * KIB;

  private EntityRecords() {}

  static MeasuredKind<SeriesSample> entities() {
    return new MeasuredKind<>(
        new WatchedEntityKind(
            List.of(watch("hosts", "n0", DetectorType.ENSEMBLE), watch("others", "n.*"))),
        EntityRecords::record,
        "",
        Duration.ofDays(2),
        filling(),
        MOST_METRICS * OF_METRIC + KIB);
  }

  private static EntityWatch watch(String name, String hosts) {
    return watch(name, hosts, DetectorType.ROBUST_Z);
  }

  private static EntityWatch watch(String name, String hosts, DetectorType detector) {
    return new EntityWatch(
        name,
        new SeriesSelectors(
            List.of(List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, "host", hosts)))),
        List.of("host"),
        Duration.ofMillis(STEP),
        detector);
  }

  /** Of each host up to four metrics, of which one leaps now and then, and one comes later. */
  private static SeriesSample record(int i) {
    Random random = MeasuredKinds.draw(-i);
    int metric = random.nextInt(i < 200 ? 3 : 4);
    double leap = metric == 1 && i > 300 && random.nextInt(8) == 0 ? 50 : 0;
    return sample(
        MeasuredKinds.name(i), metric, MeasuredKinds.time(i), leap + random.nextGaussian());
  }

  private static List<SeriesSample> filling() {
    Random random = new Random(MeasuredKinds.SEED);
    List<SeriesSample> filling = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      for (int metric = 0; metric < MOST_METRICS; metric++) {
        long time = MeasuredKinds.START + row * STEP + metric;
        filling.add(sample("n0", metric, time, random.nextGaussian()));
      }
    }
    return filling;
  }

  private static SeriesSample sample(String host, int metric, long time, double value) {
    return new SeriesSample(Labels.of(Labels.METRIC_NAME, "m" + metric, "host", host), time, value);
  }
}
