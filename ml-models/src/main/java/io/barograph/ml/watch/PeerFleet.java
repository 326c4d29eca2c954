package io.barograph.ml.watch;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.labels.SeriesMemo;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.ml.peers.PeerClustering;
import io.barograph.ml.peers.PeerComparison;
import io.barograph.ml.peers.PeerProfile;
import io.barograph.ml.peers.PeerScore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The entities of one comparison. Samples of a span become a profile of each; behind each span they
 * are compared once, and what was said is told then, and again each minute until the next is over.
 * One of which nothing came in a span is forgotten behind it. Not thread-safe.
 */
final class PeerFleet implements Measure<SeriesSample> {
  /** The most metrics of all entities of a span. */
  static final int MOST_METRICS = 64;

  private static final long AGAIN = Duration.ofMinutes(1).toMillis();
  private static final long SILENT = Duration.ofMinutes(10).toMillis();

  private static final int MOST_COUNTERS = 100_000;

  private static final int SERIES_KNOWN = 100_000;

  private final PeerWatch watch;
  private final int mostEntities;
  private final PeerComparison comparison;
  private final PeerSamples samples;
  private final RefusedNames refused = new RefusedNames();
  private final CounterRates rates = new CounterRates(MOST_COUNTERS);

  private final SeriesMemo<Named> entities = new SeriesMemo<>(SERIES_KNOWN, this::entityOf);

  /** Of the span that is open. */
  private final TreeSet<String> metrics = new TreeSet<>();

  private final TreeMap<String, PeerUnit> units = new TreeMap<>();
  private long newest = Long.MIN_VALUE;
  private long told = Long.MIN_VALUE;

  /** The number of the span whose samples come; the least long before the first. */
  private long open = Long.MIN_VALUE;

  /**
   * The entity of a series.
   *
   * @param labels null if the series lacks one
   * @param key their text, by which entities are ordered
   */
  private record Named(Labels labels, String key) {}

  PeerFleet(PeerWatch watch, int mostEntities, PeerClustering clustering) {
    this.watch = watch;
    this.mostEntities = mostEntities;
    this.comparison =
        new PeerComparison(
            clustering, Fingerprint.add(Fingerprint.OFFSET_BASIS, "peers", watch.name()));
    this.samples = new PeerSamples(watch.name());
  }

  @Override
  public void add(SeriesSample sample) {
    newest = Math.max(newest, sample.time());
    closeBefore(sample.time());
    Named entity = entities.of(sample.labels());
    if (entity.labels() == null || sample.time() < open * span()) {
      return;
    }
    double value = rates.value(sample);
    if (Double.isFinite(value)) {
      add(entity, sample.labels().metricName(), value);
    }
  }

  private Named entityOf(Labels series) {
    Labels labels = UnitLabels.of(series, watch.by());
    return new Named(labels, labels == null ? "" : labels.toString());
  }

  private void add(Named entity, String metric, double value) {
    PeerUnit unit = units.get(entity.key());
    if (unit == null && units.size() >= mostEntities) {
      refused.add(
          entity.key(),
          "entity %s is one too many for peers.max-entities = %d in peers %s; it is not compared: raise the limit"
              .formatted(entity.key(), mostEntities, watch.name()));
      return;
    }
    if (!metrics.contains(metric) && metrics.size() == MOST_METRICS) {
      refused.add(
          metric,
          "metric %s is one too many in peers %s, which takes %d; it is left out: narrow match"
              .formatted(metric, watch.name(), MOST_METRICS));
      return;
    }
    metrics.add(metric);
    if (unit == null) {
      unit = new PeerUnit(entity.labels());
      units.put(entity.key(), unit);
    }
    unit.profile().add(metric, value);
  }

  private long span() {
    return watch.span().toMillis();
  }

  /** Closes the span that is over at a time, if it is not closed yet. */
  private void closeBefore(long time) {
    long span = Math.floorDiv(time, span());
    if (open != Long.MIN_VALUE && span > open) {
      close();
    }
    open = Math.max(open, span);
  }

  private void close() {
    Map<String, PeerProfile> profiles = new HashMap<>();
    units.forEach(
        (key, unit) -> {
          if (!unit.profile().isEmpty()) {
            profiles.put(key, unit.profile());
          }
        });
    SortedMap<String, PeerScore> scores = comparison.compare(profiles);
    units.forEach((key, unit) -> unit.begin(scores.get(key)));
    metrics.clear();
    rates.forgetBefore(open * span());
    told = Long.MIN_VALUE;
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    closeBefore(tick);
    if (told != Long.MIN_VALUE && tick - told < AGAIN) {
      return;
    }
    told = tick;
    if (units.isEmpty()) {
      return;
    }
    units.values().forEach(unit -> unit.sample(samples, out));
    samples.entities((int) units.values().stream().filter(PeerUnit::isCompared).count(), out);
    units.values().removeIf(PeerUnit::isGone);
  }

  @Override
  public boolean isSpent(long tick) {
    return newest != Long.MIN_VALUE && tick - newest > 2 * span() + SILENT;
  }

  @Override
  public List<String> takeRefused() {
    return refused.take();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    PeerFleetBytes.write(this, out);
  }

  PeerWatch watch() {
    return watch;
  }

  long newestTime() {
    return newest;
  }

  void newestTime(long time) {
    newest = time;
  }

  void writeUnits(DataOutput out) throws IOException {
    out.writeLong(told);
    out.writeLong(open);
    out.writeInt(metrics.size());
    for (String metric : metrics) {
      out.writeUTF(metric);
    }
    out.writeInt(units.size());
    for (PeerUnit unit : units.values()) {
      unit.write(out);
    }
    rates.write(out);
  }

  void readUnits(DataInput in) throws IOException {
    told = in.readLong();
    open = in.readLong();
    for (int count = in.readInt(); count > 0; count--) {
      metrics.add(in.readUTF());
    }
    for (int count = in.readInt(); count > 0; count--) {
      PeerUnit unit = PeerUnit.read(in);
      units.put(unit.labels().toString(), unit);
    }
    rates.read(in);
  }
}
