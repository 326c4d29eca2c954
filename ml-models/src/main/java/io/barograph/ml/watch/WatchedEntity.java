package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Score;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is unusual of one entity, by all its metrics at once. Samples of a step become a row, the
 * means of its metrics; behind each step with a row it is told how unusual that is, and the
 * strength again each minute until the entity is silent. Not thread-safe.
 */
final class WatchedEntity implements Measure<SeriesSample> {
  /** What holds for an entity that is watched no more. */
  static final EntityWatch UNWATCHED =
      new EntityWatch(
          "",
          new SeriesSelectors(List.of()),
          List.of("none"),
          EntityWatch.DEFAULT_STEP,
          DetectorType.ENSEMBLE);

  private static final byte VERSION = 1;
  private static final long AGAIN = Duration.ofMinutes(1).toMillis();
  private static final long SILENT = Duration.ofMinutes(10).toMillis();

  /** An entity of which nothing came for so long is forgotten. */
  private static final long LIFE = Duration.ofDays(2).toMillis();

  /** From this strength on it is told which metric deviates most. */
  private static final double ANOMALY = 0.5;

  private final EntityWatch watch;
  private final Labels entity;
  private final String key;
  private final EntityRoles roles;
  private final EntitySamples samples;
  private final RefusedNames refused = new RefusedNames();
  private final CounterRates rates = new CounterRates(2 * EntityJudge.MOST_METRICS);
  private EntityJudge judge;
  private EntityRow row = new EntityRow();
  private long newest = Long.MIN_VALUE;

  /** The number of the step whose samples come; the least long before the first. */
  private long open = Long.MIN_VALUE;

  /** When the strength was told last; the least long if it was not. */
  private long told = Long.MIN_VALUE;

  /** True if there was a row since. */
  private boolean isNew;

  private double score;
  private double strength;

  /** The metric that deviates most; empty if none is known to. */
  private String deviating = "";

  /** The metric that was told to deviate, and not yet that it does no more; empty if none was. */
  private String toldDeviating = "";

  WatchedEntity(EntityWatch watch, Labels entity, EntityRoles roles, DetectionConfig config) {
    this.watch = watch;
    this.entity = entity;
    this.key = EntityRoles.keyOf(watch.name(), entity);
    this.roles = roles;
    this.samples = EntitySamples.of(entity, watch.name());
    this.judge = new EntityJudge(watch.detector().wireName(), config, clock());
  }

  private SeasonClock clock() {
    return SeasonClock.named(watch.calendar());
  }

  @Override
  public void add(SeriesSample sample) {
    newest = Math.max(newest, sample.time());
    closeBefore(sample.time());
    EntityRoles.Role role = roles.of(sample.labels());
    if (!role.key().equals(key) || sample.time() < open * step()) {
      return;
    }
    double value = rates.value(sample);
    if (Double.isFinite(value)) {
      String lost = row.add(role.metric(), value, judge);
      if (!lost.isEmpty()) {
        refuse(lost);
      }
    }
  }

  private void refuse(String metric) {
    refused.add(
        metric,
        "metric %s is one too many of entity %s in %s, which takes %d of each; it is left out: narrow match"
            .formatted(metric, entity, watch.name(), EntityJudge.MOST_METRICS));
  }

  private long step() {
    return watch.step().toMillis();
  }

  /** Closes the step that is over at a time, if it is not closed yet. */
  private void closeBefore(long time) {
    long step = Math.floorDiv(time, step());
    if (step > open && !row.isEmpty()) {
      close(open * step());
    }
    open = Math.max(open, step);
  }

  private void close(long begin) {
    Score scored = judge.add(begin, row.take());
    rates.forgetBefore(begin - LIFE);
    score = isNew ? Math.max(score, scored.score()) : scored.score();
    if (!isNew || scored.strength() > strength) {
      strength = scored.strength();
      int place = scored.reason().metric();
      deviating = place < 0 ? "" : judge.metric(place);
    }
    isNew = true;
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    closeBefore(tick);
    if (isNew) {
      isNew = false;
      out.put(samples.score(), score);
      tell(tick, out);
    } else if (tick - newest > Math.max(SILENT, 2 * step())) {
      tellDeviating("", out);
    } else if (told != Long.MIN_VALUE && tick - told >= AGAIN) {
      tell(tick, out);
    }
  }

  private void tell(long tick, SampleOutput out) {
    told = tick;
    out.put(samples.strength(), strength);
    tellDeviating(strength < ANOMALY ? "" : deviating, out);
  }

  private void tellDeviating(String metric, SampleOutput out) {
    if (!toldDeviating.isEmpty() && !toldDeviating.equals(metric)) {
      samples.metricEnds(toldDeviating, out);
    }
    if (!metric.isEmpty()) {
      samples.metric(metric, out);
    }
    toldDeviating = metric;
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest > LIFE;
  }

  @Override
  public List<String> takeRefused() {
    return refused.take();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(watch.name());
    LabelsBytes.write(entity, out);
    out.writeLong(newest);
    out.writeUTF(shape(watch));
    Parts.write(this::writeSteps, out);
  }

  /** Rows of another length, of other entities or by another clock teach nothing of these. */
  private static String shape(EntityWatch watch) {
    String shape = watch.step().toMillis() + " ms by " + String.join(",", watch.by());
    return watch.calendar().isEmpty() ? shape : shape + " of " + watch.calendar();
  }

  private void writeSteps(DataOutput out) throws IOException {
    out.writeLong(open);
    out.writeLong(told);
    out.writeBoolean(isNew);
    out.writeDouble(score);
    out.writeDouble(strength);
    Texts.write(deviating, out);
    Texts.write(toldDeviating, out);
    judge.write(out);
    row.write(out);
    rates.write(out);
  }

  /**
   * What {@link #write} wrote; one whose step or labels the packs have changed since begins anew,
   * as does one that is watched no more. A detector that was changed learns anew.
   *
   * @param watches the entries of the packs, by their names
   */
  static WatchedEntity read(
      Map<String, EntityWatch> watches, EntityRoles roles, DetectionConfig config, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a watched entity of version %d is not known".formatted(version));
    }
    String name = in.readUTF();
    EntityWatch watch = watches.getOrDefault(name, UNWATCHED);
    WatchedEntity read = new WatchedEntity(watch, LabelsBytes.read(in), roles, config);
    read.newest = in.readLong();
    boolean isAsItWas = in.readUTF().equals(shape(watch));
    DataInput steps = Parts.stream(Parts.read(in));
    if (isAsItWas && watches.containsKey(name)) {
      read.readSteps(config, steps);
    }
    return read;
  }

  private void readSteps(DetectionConfig config, DataInput in) throws IOException {
    open = in.readLong();
    told = in.readLong();
    isNew = in.readBoolean();
    score = in.readDouble();
    strength = in.readDouble();
    deviating = Texts.read(in);
    toldDeviating = Texts.read(in);
    judge = EntityJudge.read(watch.detector().wireName(), config, clock(), in);
    row = EntityRow.read(judge, in);
    rates.read(in);
  }
}
