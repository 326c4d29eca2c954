package io.barograph.ml.watch;

import io.barograph.core.bytes.Texts;
import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.EntityDetector;
import io.barograph.ml.detect.Score;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What scores the rows of one entity: a detector that takes metrics as they come, in the order of
 * their names, and forgets those that are silent for long. Not thread-safe.
 */
final class EntityJudge {
  /** The most metrics of an entity. */
  static final int MOST_METRICS = 64;

  /** A metric of which nothing came for so long is forgotten. */
  private static final long LIFE = Duration.ofDays(2).toMillis();

  private final String name;
  private final DetectionConfig config;
  private final SeasonClock clock;
  private final List<String> metrics = new ArrayList<>();

  /** When each last had a value. */
  private final List<Long> newest = new ArrayList<>();

  /** Null until there are metrics. */
  private EntityDetector detector;

  /**
   * Knows nothing.
   *
   * @param name the detector
   * @param clock by which metrics repeat themselves
   */
  EntityJudge(String name, DetectionConfig config, SeasonClock clock) {
    this.name = name;
    this.config = config;
    this.clock = clock;
  }

  boolean has(String metric) {
    return Collections.binarySearch(metrics, metric) >= 0;
  }

  /** How many more metrics it takes. */
  int room() {
    return MOST_METRICS - metrics.size();
  }

  /** The metric at a place of rows. */
  String metric(int place) {
    return metrics.get(place);
  }

  /**
   * Scores a row and learns it.
   *
   * @param row the metrics that have a value, at least one, no more new ones than there is room for
   */
  Score add(long time, SortedMap<String, Double> row) {
    row.keySet().forEach(metric -> take(metric, time));
    forgetBefore(time - LIFE);
    double[] values = new double[metrics.size()];
    Arrays.setAll(values, place -> row.getOrDefault(metrics.get(place), Double.NaN));
    return detector.add(time, values);
  }

  private void take(String metric, long time) {
    int place = Collections.binarySearch(metrics, metric);
    if (place >= 0) {
      newest.set(place, time);
      return;
    }
    int fresh = -place - 1;
    metrics.add(fresh, metric);
    newest.add(fresh, time);
    if (detector == null) {
      detector = Detectors.createForEntity(name, 1, config, clock);
    } else {
      detector.insert(fresh);
    }
  }

  private void forgetBefore(long time) {
    for (int place = metrics.size() - 1; place >= 0; place--) {
      if (newest.get(place) < time) {
        metrics.remove(place);
        newest.remove(place);
        detector.remove(place);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(metrics.size());
    for (int place = 0; place < metrics.size(); place++) {
      Texts.write(metrics.get(place), out);
      out.writeLong(newest.get(place));
    }
    out.writeUTF(name);
    if (detector != null) {
      Parts.write(detector::write, out);
    }
  }

  /**
   * Reads what {@link #write} wrote; a detector that the packs or the release have changed since
   * learns anew.
   */
  static EntityJudge read(String name, DetectionConfig config, SeasonClock clock, DataInput in)
      throws IOException {
    EntityJudge read = new EntityJudge(name, config, clock);
    for (int count = in.readInt(); count > 0; count--) {
      read.metrics.add(Texts.read(in));
      read.newest.add(in.readLong());
    }
    String wasNamed = in.readUTF();
    if (read.metrics.isEmpty()) {
      return read;
    }
    byte[] detector = Parts.read(in);
    if (!name.equals(wasNamed) || !Detectors.canRead(config, Parts.stream(detector))) {
      return new EntityJudge(name, config, clock);
    }
    read.detector = Detectors.readForEntity(name, config, clock, Parts.stream(detector));
    return read;
  }
}
