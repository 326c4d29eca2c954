package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.series.CounterRate;
import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.FallBack;
import io.barograph.ml.detect.Score;
import io.barograph.ml.threshold.Corridor;
import io.barograph.ml.threshold.SeasonalBounds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What is unusual of one series: at the first tick behind each of its samples, how unusual it is,
 * what was expected, and the bounds of what is usual. Not thread-safe.
 */
final class WatchedSeries implements Measure<SeriesRecord> {
  /** What holds for a series that is watched no more. */
  static final SeriesWatch UNWATCHED =
      new SeriesWatch(
          "",
          new SeriesSelectors(List.of()),
          DetectorType.RANGE,
          ModelUse.ALWAYS,
          Bounds.DEFAULT,
          SeriesTraits.DEFAULT);

  /* Version 1 knows no models, 2 no calendars and no counters, 3 not why a model was not heard. */
  private static final byte VERSION = 4;
  private static final byte VERSION_WITHOUT_FALL_BACKS = 3;
  private static final byte VERSION_WITHOUT_TRAITS = 2;
  private static final byte VERSION_WITHOUT_MODELS = 1;

  /** A series of which nothing came for so long is forgotten. */
  private static final long LIFE = Duration.ofDays(2).toMillis();

  private static final String ORIGIN = DerivedLabels.DETECTOR;
  private static final String QUANTILE = "quantile";
  private static final String REASON = "reason";

  private final Labels series;
  private final SeriesWatch watch;
  private final SeasonClock clock;
  private final SeriesJudge judge;
  private final Names names;
  private SeasonalBounds bounds;

  /** How fast it rises; null if it is no counter. */
  private CounterRate rate;

  private long newest;
  private boolean isNew;
  private double score;
  private double strength;
  private FallBack fallBack = FallBack.NONE;

  /** The last one that was told. */
  private FallBack toldFallBack = FallBack.NONE;

  private Corridor corridor;

  /**
   * The labels of all that is derived, made once.
   *
   * @param fallBacks by {@link FallBack}; empty where no model can be stood in for
   */
  private record Names(
      Labels score,
      Labels strength,
      List<Labels> fallBacks,
      Labels expected,
      List<Labels> lower,
      List<Labels> upper) {
    static Names of(Labels series, String from, boolean isHeavy) {
      return new Names(
          DerivedLabels.of(series, "barograph_anomaly_score", ORIGIN, from),
          DerivedLabels.of(series, "barograph_anomaly_strength", ORIGIN, from),
          isHeavy
              ? fallBacks(DerivedLabels.of(series, "barograph_anomaly_fallback", ORIGIN, from))
              : List.of(),
          DerivedLabels.of(series, "barograph_expected", ORIGIN, from),
          quantiles(DerivedLabels.of(series, "barograph_lower", ORIGIN, from)),
          quantiles(DerivedLabels.of(series, "barograph_upper", ORIGIN, from)));
    }

    private static List<Labels> fallBacks(Labels derived) {
      Labels fallBack = DerivedLabels.exported(derived, REASON);
      return Arrays.stream(FallBack.values())
          .map(why -> why == FallBack.NONE ? fallBack : fallBack.with(REASON, why.wireName()))
          .toList();
    }

    private static List<Labels> quantiles(Labels derived) {
      Labels bound = DerivedLabels.exported(derived, QUANTILE);
      return SeasonalBounds.QUANTILES.stream()
          .map(quantile -> bound.with(QUANTILE, String.valueOf(quantile)))
          .toList();
    }
  }

  WatchedSeries(
      Labels series,
      SeriesWatch watch,
      DetectionConfig config,
      ModelSlots slots,
      ModelPatience patience) {
    this.series = series;
    this.watch = watch;
    this.clock = SeasonClock.named(watch.traits().calendar());
    this.rate = isCounter() ? new CounterRate() : null;
    this.judge = new SeriesJudge(series.toString(), watch, config, slots, patience);
    this.names = Names.of(series, watch.name(), watch.detector().isHeavy());
    this.bounds = new SeasonalBounds(watch.bounds(), clock);
  }

  private boolean isCounter() {
    return watch.traits().type().isCounter(series.metricName());
  }

  @Override
  public void add(SeriesRecord record) {
    if (record instanceof SeriesLabel label) {
      bounds.label(label);
    } else {
      addSample((SeriesSample) record);
    }
  }

  private void addSample(SeriesSample sample) {
    newest = Math.max(newest, sample.time());
    double value = rate == null ? sample.value() : rate.add(sample.time(), sample.value());
    Score scored = judge.add(sample.time(), value);
    boolean isFirst = !isNew;
    score = isFirst ? scored.score() : Math.max(score, scored.score());
    strength = isFirst ? scored.strength() : Math.max(strength, scored.strength());
    if (isFirst || fallBack == FallBack.NONE) {
      fallBack = scored.reason().fallBack();
    }
    if (Double.isFinite(value)) {
      corridor = bounds.add(sample.time(), value);
      isNew = true;
    }
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    if (isSpent(tick)) {
      judge.forget();
      return;
    }
    judge.tick(tick);
    if (!isNew) {
      return;
    }
    isNew = false;
    out.put(names.score(), score);
    out.put(names.strength(), strength);
    if (watch.detector().isHeavy()) {
      putFallBack(out);
    }
    if (!corridor.isKnown()) {
      return;
    }
    double expected = corridor.expected();
    out.put(names.expected(), expected);
    put(names.lower(), expected - corridor.below().near(), expected - corridor.below().far(), out);
    put(names.upper(), expected + corridor.above().near(), expected + corridor.above().far(), out);
  }

  @Override
  public boolean isDue(long tick) {
    return isNew || judge.isDue(tick) || isSpent(tick);
  }

  private void putFallBack(SampleOutput out) {
    if (toldFallBack != fallBack && toldFallBack != FallBack.NONE) {
      out.put(names.fallBacks().get(toldFallBack.ordinal()), 0);
    }
    toldFallBack = fallBack;
    out.put(names.fallBacks().get(fallBack.ordinal()), fallBack == FallBack.NONE ? 0 : 1);
  }

  private static void put(List<Labels> names, double near, double far, SampleOutput out) {
    out.put(names.get(0), near);
    out.put(names.get(1), far);
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest > LIFE;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    LabelsBytes.write(series, out);
    out.writeUTF(watch.detector().wireName());
    out.writeInt(watch.bounds().hashCode());
    out.writeUTF(watch.traits().calendar());
    out.writeBoolean(rate != null);
    if (rate != null) {
      rate.write(out);
    }
    out.writeLong(newest);
    out.writeBoolean(isNew);
    if (isNew) {
      out.writeDouble(score);
      out.writeDouble(strength);
      out.writeByte(fallBack.ordinal());
      corridor.write(out);
    }
    Parts.write(bounds::write, out);
    judge.write(out);
    out.writeByte(toldFallBack.ordinal());
  }

  /**
   * What {@link #write} wrote. A detector or bounds that the packs or the release have changed
   * since learn anew.
   *
   * @param begin a series as it is watched now, of which nothing is known
   */
  static WatchedSeries read(Function<Labels, WatchedSeries> begin, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version < VERSION_WITHOUT_MODELS || version > VERSION) {
      throw new IOException("a watched series of version %d is not known".formatted(version));
    }
    WatchedSeries read = begin.apply(LabelsBytes.read(in));
    String detector = in.readUTF();
    int boundsHash = in.readInt();
    boolean hasTraits = version > VERSION_WITHOUT_TRAITS;
    String calendar = hasTraits ? in.readUTF() : "";
    CounterRate rate = hasTraits && in.readBoolean() ? CounterRate.read(in) : null;
    read.newest = in.readLong();
    read.isNew = in.readBoolean();
    if (read.isNew) {
      read.score = in.readDouble();
      read.strength = in.readDouble();
      read.fallBack = version == VERSION_WITHOUT_MODELS ? FallBack.NONE : fallBack(in.readByte());
      read.corridor = Corridor.read(in);
    }
    boolean isAlike =
        calendar.equals(read.watch.traits().calendar()) && (rate != null) == read.isCounter();
    read.rate = isAlike ? rate : read.rate;
    String known = isAlike ? detector : "";
    if (version == VERSION_WITHOUT_MODELS) {
      read.judge.readDetector(known, Parts.read(in));
    }
    byte[] bounds = Parts.read(in);
    if (isAlike && boundsHash == read.watch.bounds().hashCode()) {
      read.bounds = SeasonalBounds.read(read.watch.bounds(), read.clock, Parts.stream(bounds));
    }
    if (version != VERSION_WITHOUT_MODELS) {
      read.judge.read(known, in);
    }
    if (version > VERSION_WITHOUT_FALL_BACKS) {
      read.toldFallBack = fallBack(in.readByte());
    }
    return read;
  }

  /* Before there were several, 1 was said of them all. */
  private static FallBack fallBack(int written) {
    return FallBack.values()[written];
  }
}
