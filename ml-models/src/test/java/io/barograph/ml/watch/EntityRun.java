package io.barograph.ml.watch;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An entity that is fed rows, and what it has told. */
final class EntityRun {
  static final long STEP = Duration.ofMinutes(1).toMillis();

  private final List<Told> told = new ArrayList<>();
  private WatchedEntityKind kind;
  private Measure<SeriesSample> entity;

  /** A sample that was told. */
  record Told(long tick, Labels labels, double value) {
    String name() {
      return labels.metricName().replaceFirst("^barograph_entity_anomaly_", "");
    }
  }

  /** With rows a minute apart, by the ensemble. */
  EntityRun() {
    this(watch(STEP, DetectorType.ENSEMBLE));
  }

  EntityRun(EntityWatch watch) {
    kind = kind(watch);
  }

  static WatchedEntityKind kind(EntityWatch... watches) {
    return new WatchedEntityKind(List.of(watches));
  }

  static EntityWatch watch(long stepMillis, DetectorType detector) {
    return new EntityWatch(
        "servers",
        new SeriesSelectors(
            List.of(List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, "m.*")))),
        List.of("instance"),
        Duration.ofMillis(stepMillis),
        detector);
  }

  /** The same of a venue's sessions. */
  static EntityWatch watch(long stepMillis, DetectorType detector, String calendar) {
    EntityWatch watch = watch(stepMillis, detector);
    return new EntityWatch(
        watch.name(), watch.series(), watch.by(), watch.step(), watch.detector(), calendar);
  }

  static SeriesSample sample(String metric, long time, double value) {
    return new SeriesSample(Labels.of(Labels.METRIC_NAME, metric, "instance", "a"), time, value);
  }

  /**
   * The values of the metrics m0, m1 and so on in the middle of a step; NaN where there is none.
   */
  void row(int step, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        add(sample("m" + i, step * STEP + STEP / 2, values[i]));
      }
    }
  }

  void add(SeriesSample sample) {
    if (entity == null) {
      entity = kind.begin(sample);
    }
    entity.add(sample);
  }

  /** The tick at the beginning of a step. */
  void tick(int step) {
    tick(step * STEP);
  }

  void tick(long time) {
    entity.sample(time, (labels, value) -> told.add(new Told(time, labels, value)));
  }

  boolean isSpent(long time) {
    return entity.isSpent(time);
  }

  /** Goes on from a savepoint, perhaps with other settings. */
  void restart(WatchedEntityKind other) throws IOException {
    byte[] bytes = bytes();
    kind = other;
    entity = kind.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  void restart() throws IOException {
    restart(kind(watch(STEP, DetectorType.ENSEMBLE)));
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entity.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  List<Told> told() {
    return told;
  }

  List<Told> told(String name) {
    return told.stream().filter(one -> one.name().equals(name)).toList();
  }

  List<Double> values(String name) {
    return told(name).stream().map(Told::value).toList();
  }

  List<String> refused() {
    return entity.takeRefused();
  }
}
