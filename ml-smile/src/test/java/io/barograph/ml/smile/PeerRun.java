package io.barograph.ml.smile;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.ml.watch.PeerFleetKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A comparison of hosts that is fed samples, and what it has told. */
final class PeerRun {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;

  private final List<Told> told = new ArrayList<>();
  private PeerFleetKind kind;
  private Measure<SeriesSample> fleet;

  /** A sample that was told. */
  record Told(long tick, Labels labels, double value) {
    String name() {
      return labels.metricName().replaceFirst("^barograph_peer_", "");
    }

    String host() {
      return labels.get("host");
    }
  }

  PeerRun(PeerFleetKind kind) {
    this.kind = kind;
  }

  static PeerFleetKind kind(Duration span, int mostEntities) {
    SeriesSelectors all =
        new SeriesSelectors(
            List.of(List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, "m.*"))));
    return new PeerFleetKind(
        List.of(new PeerWatch("hosts", all, List.of("host"), span)), mostEntities);
  }

  void sample(String metric, String host, long time, double value) {
    sample(Labels.of(Labels.METRIC_NAME, metric, "host", host), time, value);
  }

  void sample(Labels series, long time, double value) {
    SeriesSample sample = new SeriesSample(series, time, value);
    if (fleet == null) {
      fleet = kind.begin(sample);
    }
    fleet.add(sample);
  }

  void tick(long time) {
    fleet.sample(time, (labels, value) -> told.add(new Told(time, labels, value)));
  }

  boolean isSpent(long tick) {
    return fleet.isSpent(tick);
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fleet.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Goes on from a savepoint, perhaps with other settings. */
  void restart(PeerFleetKind other) throws IOException {
    byte[] bytes = bytes();
    kind = other;
    fleet = kind.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  List<Told> told() {
    return told;
  }

  List<Told> told(String name) {
    return told.stream().filter(one -> one.name().equals(name)).toList();
  }

  List<String> refused() {
    return fleet.takeRefused();
  }
}
