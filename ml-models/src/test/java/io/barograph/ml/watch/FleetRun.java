package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.FleetRecord;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fleet that is fed rows, and what it has told. */
final class FleetRun {
  static final long HOUR = Duration.ofHours(1).toMillis();

  private final List<Told> told = new ArrayList<>();
  private FailureFleetKind kind;
  private Measure<FleetRecord> fleet;

  /** A sample that was told. */
  record Told(long tick, Labels labels, double value) {
    String name() {
      return labels.metricName().replaceFirst("^barograph_failure_", "");
    }
  }

  FleetRun(FailureFleetKind kind) {
    this.kind = kind;
  }

  /** Of rows an hour apart, by the rule. */
  static FleetRun byRule() {
    return new FleetRun(kind(FailureModels.NONE, 1_000));
  }

  static FailureFleetKind kind(FailureModels models, int mostUnits) {
    return new FailureFleetKind(List.of(watch(1)), Map.of("engines", models), mostUnits);
  }

  static FailureWatch watch(int stepHours) {
    return new FailureWatch(
        "engines",
        named("s.*"),
        List.of("unit"),
        named("failed"),
        new FailureWatch.Span(
            Duration.ofHours(stepHours), Duration.ofHours(50), Duration.ofHours(10)),
        new FailureWatch.Model("engines", 0));
  }

  private static SeriesSelectors named(String name) {
    return new SeriesSelectors(
        List.of(List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, name))));
  }

  /** A row of a unit in the middle of an hour. */
  void row(String unit, int hour, double... sensors) {
    for (int i = 0; i < sensors.length; i++) {
      sample("s" + i, unit, hour * HOUR + HOUR / 2, sensors[i]);
    }
  }

  void failed(String unit, int hour) {
    sample("failed", unit, hour * HOUR + HOUR / 4, 1);
  }

  void sample(String metric, String unit, long time, double value) {
    add(new SeriesSample(Labels.of(Labels.METRIC_NAME, metric, "unit", unit), time, value));
  }

  void add(FleetRecord record) {
    if (fleet == null) {
      fleet = kind.begin(record);
    }
    fleet.add(record);
  }

  boolean isSpent(int hour) {
    return fleet.isSpent(hour * HOUR);
  }

  /** The tick at an hour. */
  void tick(int hour) {
    tick(hour * HOUR);
  }

  void tick(long time) {
    fleet.sample(time, (labels, value) -> told.add(new Told(time, labels, value)));
  }

  /** Goes on from a savepoint, perhaps with other settings. */
  void restart(FailureFleetKind other) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fleet.write(new DataOutputStream(bytes));
    kind = other;
    fleet = kind.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** Goes on from a savepoint in which another text stands, of the same length. */
  void restartWith(String text, String other) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fleet.write(new DataOutputStream(bytes));
    String now = bytes.toString(StandardCharsets.ISO_8859_1);
    assertThat(now).contains(text).hasSize(now.replace(text, other).length());
    byte[] changed = now.replace(text, other).getBytes(StandardCharsets.ISO_8859_1);
    fleet = kind.read(new DataInputStream(new ByteArrayInputStream(changed)));
  }

  /** Goes on from bytes as they were before promotions were a part of them. */
  void restartFromVersionOne() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fleet.write(new DataOutputStream(bytes));
    DataInputStream now = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    ByteArrayOutputStream older = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(older);
    assertThat(now.readByte()).isEqualTo((byte) 2);
    out.writeByte(1);
    out.writeUTF(now.readUTF());
    out.writeLong(now.readLong());
    out.writeUTF(now.readUTF());
    assertThat(now.readInt()).as("promotions").isZero();
    now.transferTo(out);
    fleet = kind.read(new DataInputStream(new ByteArrayInputStream(older.toByteArray())));
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
