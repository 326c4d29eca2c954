package io.barograph.jobs.measures;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.ml.peers.PeerClustering;
import io.barograph.ml.watch.PeerFleetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Samples of the metrics of hosts that are compared with one another. */
final class PeerRecords {
  private static final int HOSTS = 9;
  private static final int METRICS = 64;

  /** Count, mean, squares and the name. */
  private static final int OF_METRIC = 3 * 8 + 8;

  /** What was said of it. */
  private static final int OF_HOST = 128;

  private PeerRecords() {}

  /** None in a build without clusters. */
  static Stream<MeasuredKind<?>> peers() {
    if (PeerClustering.ofBuild().isEmpty()) {
      return Stream.of();
    }
    PeerFleetKind kind =
        new PeerFleetKind(List.of(watch("n0", 60), watch("n1", 1), watch("n2", 1)), HOSTS);
    return Stream.of(
        new MeasuredKind<>(
            kind,
            PeerRecords::record,
            "",
            Duration.ofDays(1),
            filling(),
            METRICS * 8 + HOSTS * (OF_HOST + METRICS * OF_METRIC)));
  }

  private static PeerWatch watch(String name, int minutes) {
    SeriesSelectors series =
        new SeriesSelectors(List.of(List.of(LabelMatcher.equal("fleet", name))));
    return new PeerWatch(name, series, List.of("host"), Duration.ofMinutes(minutes));
  }

  /** Hosts of each fleet that do the same, of which one is hot from the second minute on. */
  private static SeriesSample record(int i) {
    Random random = MeasuredKinds.draw(-i);
    int host = random.nextInt(HOSTS);
    boolean isHot = host == 0 && i > 240;
    String metric = random.nextBoolean() ? "load" : "heat";
    double value = random.nextGaussian() + (isHot ? 50 : 5);
    return sample(metric, MeasuredKinds.name(i), host, MeasuredKinds.time(i), value);
  }

  private static List<SeriesSample> filling() {
    Random random = new Random(MeasuredKinds.SEED);
    List<SeriesSample> filling = new ArrayList<>();
    for (long time = 0; time < 150_000; time += 10_000) {
      for (int host = 0; host < HOSTS; host++) {
        for (int metric = 0; metric < METRICS; metric++) {
          double value = random.nextGaussian() + (host == 0 ? 50 : 5);
          filling.add(sample("m" + metric, "n0", host, MeasuredKinds.START + time, value));
        }
      }
    }
    return filling;
  }

  private static SeriesSample sample(
      String metric, String fleet, int host, long time, double value) {
    return new SeriesSample(
        Labels.of(Labels.METRIC_NAME, metric, "fleet", fleet, "host", "h" + host), time, value);
  }
}
