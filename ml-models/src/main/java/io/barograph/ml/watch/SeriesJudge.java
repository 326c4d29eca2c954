package io.barograph.ml.watch;

import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.FallBack;
import io.barograph.ml.detect.Score;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What scores the samples of one series: the detector that its watch names or, where that is heavy
 * and the series has no model, or one that does not know enough, gave no answer or is too slow, the
 * ensemble. Not thread-safe.
 */
final class SeriesJudge {
  /** A score from here on is an anomaly. */
  private static final double ANOMALY = 0.5;

  private final String series;
  private final SeriesWatch watch;
  private final DetectionConfig config;
  private final SeasonClock clock;
  private final ModelSlots slots;
  private final ModelPatience patience;

  /** Makes a model that has seen nothing. */
  private final Supplier<Detector> models;

  /** Never a heavy one. */
  private Detector detector;

  /** The heavy one; null if the series has none. */
  private PatientModel model;

  /** The tick at which a model was of use last. */
  private long wanted = Long.MIN_VALUE;

  /** True if one was of use since. */
  private boolean isWanted;

  SeriesJudge(
      String series,
      SeriesWatch watch,
      DetectionConfig config,
      ModelSlots slots,
      ModelPatience patience) {
    this(
        series,
        watch,
        config,
        slots,
        patience,
        () -> Detectors.create(watch.detector().wireName(), series, config, clockOf(watch)));
  }

  private static SeasonClock clockOf(SeriesWatch watch) {
    return SeasonClock.named(watch.traits().calendar());
  }

  /** The same with models of another making. */
  SeriesJudge(
      String series,
      SeriesWatch watch,
      DetectionConfig config,
      ModelSlots slots,
      ModelPatience patience,
      Supplier<Detector> models) {
    this.series = series;
    this.watch = watch;
    this.config = config;
    this.clock = clockOf(watch);
    this.slots = slots;
    this.patience = patience;
    this.models = models;
    this.detector = Detectors.create(always(watch), series, config, clock);
  }

  /** The detector that every series of a watch has. */
  private static String always(SeriesWatch watch) {
    return watch.detector().isHeavy() ? Detectors.ENSEMBLE : watch.detector().wireName();
  }

  Score add(long timeMillis, double value) {
    Score score = detector.add(timeMillis, value);
    if (!watch.detector().isHeavy()) {
      return score;
    }
    isWanted |= watch.models() == ModelUse.ALWAYS || isDisputed(score);
    return model == null
        ? score.asFallBack(FallBack.NO_MODEL)
        : model.add(timeMillis, value, score);
  }

  private static boolean isDisputed(Score score) {
    return switch (score.reason().code()) {
      case USUAL, LEARNING, MISSING -> false;
      default -> score.strength() < ANOMALY;
    };
  }

  /** False if {@link #tick} at a tick would alter nothing. */
  boolean isDue(long tick) {
    return watch.detector().isHeavy() && (isWanted || slots.holds(series, tick) != (model != null));
  }

  /** Takes the model that it is given for what comes next, or gives up its own. */
  void tick(long tick) {
    if (!watch.detector().isHeavy()) {
      return;
    }
    if (!slots.holds(series, tick)) {
      model = null;
    } else if (model == null) {
      model = patient(models.get());
    }
    if (isWanted) {
      isWanted = false;
      wanted = tick;
      slots.want(claim());
    }
  }

  private PatientModel patient(Detector made) {
    return new PatientModel(made, patience, System::nanoTime);
  }

  private ModelSlots.Claim claim() {
    return new ModelSlots.Claim(series, watch.models() == ModelUse.ALWAYS, wanted);
  }

  /** Leaves its place to others. */
  void forget() {
    slots.release(series);
  }

  void write(DataOutput out) throws IOException {
    Parts.write(part -> Detectors.write(detector, config, part), out);
    out.writeBoolean(isWanted);
    out.writeLong(wanted);
    out.writeBoolean(model != null);
    if (model != null) {
      Parts.write(part -> Detectors.write(model.detector(), config, part), out);
    }
  }

  /**
   * Reads what {@link #write} wrote; what the packs or the release have changed since learns anew.
   *
   * @param name the detector that the watch named then
   */
  void read(String name, DataInput in) throws IOException {
    readDetector(name, Parts.read(in));
    isWanted = in.readBoolean();
    wanted = in.readLong();
    byte[] modelBytes = in.readBoolean() ? Parts.read(in) : null;
    if (!watch.detector().isHeavy() || !name.equals(watch.detector().wireName())) {
      isWanted = false;
      return;
    }
    if (modelBytes != null) {
      model =
          patient(
              Detectors.canRead(config, Parts.stream(modelBytes))
                  ? Detectors.read(name, config, clock, Parts.stream(modelBytes))
                  : models.get());
    }
    if (wanted != Long.MIN_VALUE) {
      slots.restore(claim(), model != null);
    }
  }

  /** Reads a detector alone, as it was written before there were models. */
  void readDetector(String name, byte[] bytes) throws IOException {
    if (name.equals(watch.detector().wireName())
        && Detectors.canRead(config, Parts.stream(bytes))) {
      detector = Detectors.read(always(watch), config, clock, Parts.stream(bytes));
    }
  }
}
