package io.barograph.ml.watch;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.FleetRecord;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import io.barograph.core.labels.SeriesMemo;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.ml.failure.FailurePrediction;
import io.barograph.ml.failure.FleetNoise;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.TrainedModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The units of one prediction. Samples of a step become a row of each unit, the means of its
 * sensors; behind each step every unit with a row is predicted, by their order, and what was said
 * is told then, and again each minute as long as samples come. Not thread-safe.
 */
final class FailureFleet implements Measure<FleetRecord> {
  /** The most sensors, which are names of metrics. */
  static final int MOST_SENSORS = TrainedModel.MOST_SENSORS;

  private static final long AGAIN = Duration.ofMinutes(1).toMillis();
  private static final long SILENT = Duration.ofMinutes(10).toMillis();
  private static final long LIFE = Duration.ofDays(2).toMillis();

  /** So many of the probabilities within a horizon are compared with what happens. */
  private static final int COMPARED = 10;

  private static final int SERIES_KNOWN = 100_000;

  private final FailureWatch watch;
  private final FleetModels models;
  private final int mostUnits;
  private final FleetSamples samples;
  private final LeadBand band;
  private final RefusedNames refused = new RefusedNames();

  private final SeriesMemo<Role> roles = new SeriesMemo<>(SERIES_KNOWN, this::roleOf);
  private final List<String> sensors = new ArrayList<>();
  private final TreeMap<String, FleetUnit> units = new TreeMap<>();
  private final Judges judges;
  private FleetNoise noise = new FleetNoise(0);
  private long newest = Long.MIN_VALUE;
  private long told = Long.MIN_VALUE;

  /** The number of the step whose samples come; the least long before the first. */
  private long open = Long.MIN_VALUE;

  private ModelFallback fallback = ModelFallback.NONE;

  /**
   * What a series is to the fleet.
   *
   * @param unit the labels that name its unit; null if it lacks one
   * @param key their text, by which units are ordered
   * @param isFailure true if it tells of failures, false if it is a sensor
   */
  private record Role(Labels unit, String key, boolean isFailure) {}

  FailureFleet(FailureWatch watch, FailureModels models, int mostUnits) {
    this.watch = watch;
    this.models = new FleetModels(models);
    this.mostUnits = mostUnits;
    this.samples = new FleetSamples(watch.name());
    this.judges = new Judges(watch.name());
    this.band = LeadBand.of(watch.span().lead(), watch.span().horizon());
  }

  @Override
  public void add(FleetRecord record) {
    if (record instanceof ModelPromotion promotion) {
      promote(promotion);
    } else {
      addSample((SeriesSample) record);
    }
  }

  /* A step that was over before it was told is none of its. */
  private void promote(ModelPromotion promotion) {
    closeBefore(promotion.time());
    try {
      models.add(promotion);
    } catch (IllegalArgumentException wrong) {
      refuse(promotion, wrong);
    }
  }

  private void refuse(ModelPromotion promotion, IllegalArgumentException wrong) {
    refused.add(
        promotion.id(),
        "version %d of the model %s is not promoted in prediction %s, what predicted goes on: %s"
            .formatted(promotion.version(), promotion.model(), watch.name(), wrong.getMessage()));
  }

  private void addSample(SeriesSample sample) {
    newest = Math.max(newest, sample.time());
    closeBefore(sample.time());
    Role role = roles.of(sample.labels());
    if (role.unit() == null || !Double.isFinite(sample.value())) {
      return;
    }
    if (role.isFailure()) {
      if (sample.value() > 0) {
        fail(units.get(role.key()), sample.time());
      }
    } else if (sample.time() >= open * step()) {
      add(role, sample);
    }
  }

  private Role roleOf(Labels series) {
    Labels unit = UnitLabels.of(series, watch.by());
    return new Role(unit, unit == null ? "" : unit.toString(), watch.failures().cover(series));
  }

  private void add(Role role, SeriesSample sample) {
    String key = role.key();
    FleetUnit unit = units.get(key);
    if (unit == null && units.size() >= mostUnits) {
      refused.add(
          key,
          "unit %s is one too many for predictions.max-units = %d in prediction %s; it is not predicted: raise the limit"
              .formatted(key, mostUnits, watch.name()));
      return;
    }
    int sensor = sensor(sample.labels().metricName());
    if (sensor < 0) {
      return;
    }
    if (unit == null) {
      unit = new FleetUnit(role.unit(), sample.time());
      units.put(key, unit);
    }
    unit.add(sensor, sample.value(), sample.time());
  }

  /** The place of a sensor; below 0 if it has none. */
  private int sensor(String name) {
    int place = sensors.indexOf(name);
    if (place >= 0) {
      return place;
    }
    if (sensors.size() == MOST_SENSORS) {
      refused.add(
          name,
          "sensor %s is one too many in prediction %s, which takes %d; it is left out: narrow match"
              .formatted(name, watch.name(), MOST_SENSORS));
      return -1;
    }
    sensors.add(name);
    noise.widen(sensors.size());
    return sensors.size() - 1;
  }

  private void fail(FleetUnit unit, long time) {
    if (unit == null) {
      return;
    }
    boolean wasDown = unit.isDown(time);
    unit.downUntil(time + Math.max(step(), SILENT));
    if (!wasDown) {
      unit.failed(time, horizon(), judges);
    }
  }

  private long step() {
    return watch.span().step().toMillis();
  }

  private long horizon() {
    return watch.span().horizon().toMillis();
  }

  /** Closes the step that is over at a time, if it is not closed yet. */
  private void closeBefore(long time) {
    long step = Math.floorDiv(time, step());
    if (open != Long.MIN_VALUE && step > open) {
      close((open + 1) * step());
    }
    open = Math.max(open, step);
  }

  private void close(long end) {
    TrainedModel model = null;
    fallback = ModelFallback.NONE;
    Optional<FailureModels.Term> term = models.at(end);
    if (term.isPresent()) {
      model = term.get().model();
      fallback = model == null ? ModelFallback.UNREADABLE : ModelFallback.NONE;
      if (model != null && !fits(model)) {
        fallback = ModelFallback.UNFIT;
        model = null;
      }
    }
    TrainedModel tried = models.shadow() == null || !fits(models.shadow()) ? null : models.shadow();
    for (FleetUnit unit : units.values()) {
      if (unit.hasRow()) {
        noise.add(unit.sensors(), unit.takeRow(sensors.size()));
        unit.said(
            said(unit, end, model, false), tried == null ? null : said(unit, end, tried, true));
      }
    }
    told = Long.MIN_VALUE;
  }

  private boolean fits(TrainedModel model) {
    return model.stepMillis() == step()
        && model.band().mostHours() == band.mostHours()
        && sensors.containsAll(model.sensors());
  }

  /** What a model says of a unit, or the rule where it is null. */
  private UnitOutlook said(FleetUnit unit, long end, TrainedModel model, boolean isShadow) {
    FailurePrediction said =
        model == null
            ? noise.predict("", end, unit.sensors())
            : model.model().predict("", end, unit.sensors(), places(model));
    UnitOutlook outlook =
        UnitOutlook.of(
            model == null ? UnitOutlook.RULE : Integer.toString(model.version()),
            said,
            isShadow ? ModelFallback.NONE : fallback);
    if (watch.isJudged() && outlook.isKnown()) {
      remember(unit, end, outlook, new ScorerId(outlook.version(), isShadow));
    }
    return outlook;
  }

  private void remember(FleetUnit unit, long end, UnitOutlook outlook, ScorerId id) {
    long every = Math.max(1, horizon() / step() / COMPARED);
    boolean isCompared = end / step() % every == 0;
    judges.of(id).said(end);
    unit.open(id).add(end, outlook.probability(), outlook.reason(), isCompared);
  }

  private int[] places(TrainedModel model) {
    return model.sensors().stream().mapToInt(sensors::indexOf).toArray();
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    closeBefore(tick);
    if (told != Long.MIN_VALUE && tick - told < AGAIN) {
      return;
    }
    told = tick;
    long silent = Math.max(SILENT, 2 * step());
    units
        .values()
        .removeIf(
            unit -> {
              unit.expire(tick, horizon(), judges);
              boolean isSilent = tick - unit.newest() > silent;
              unit.sample(samples, isSilent, out);
              return tick - unit.newest() > life();
            });
    if (units.isEmpty()) {
      return;
    }
    samples.units(units.size(), out);
    if (fallback != ModelFallback.NONE) {
      samples.fallback(fallback, out);
    }
    judges.sample(tick, band, out);
  }

  /** A unit of which nothing came for so long is forgotten. */
  private long life() {
    return Math.max(LIFE, 2 * horizon());
  }

  /** Never, once a model was promoted: that must not be forgotten because of a silence. */
  @Override
  public boolean isSpent(long tick) {
    return newest != Long.MIN_VALUE && tick - newest > life() && models.isAsStarted();
  }

  @Override
  public List<String> takeRefused() {
    return refused.take();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    FailureFleetBytes.write(this, out);
  }

  FleetModels models() {
    return models;
  }

  void readModels(DataInput in) throws IOException {
    models.read(watch.model().name(), in, this::refuse);
  }

  FailureWatch watch() {
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
    out.writeUTF(fallback.name());
    out.writeInt(sensors.size());
    for (String sensor : sensors) {
      out.writeUTF(sensor);
    }
    noise.write(out);
    out.writeInt(units.size());
    for (FleetUnit unit : units.values()) {
      unit.write(out);
    }
    judges.write(out);
  }

  void readUnits(DataInput in) throws IOException {
    told = in.readLong();
    open = in.readLong();
    fallback = ModelFallback.valueOf(in.readUTF());
    for (int count = in.readInt(); count > 0; count--) {
      sensors.add(in.readUTF());
    }
    noise = FleetNoise.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      FleetUnit unit = FleetUnit.read(in);
      units.put(unit.labels().toString(), unit);
    }
    judges.read(in);
  }
}
