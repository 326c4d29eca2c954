package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.sample.StaleMarker;
import io.barograph.ml.forecast.ChangePoint;
import io.barograph.ml.forecast.EvenSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where one series goes. Within a minute behind each step it is forecast anew; what the forecast
 * says is told at once, and again each minute as long as samples come. Not thread-safe.
 */
final class ForecastSeries implements Measure<SeriesSample> {
  private static final byte VERSION = 2;

  /** Without seasonality and change points. */
  private static final byte FIRST_VERSION = 1;

  /** So many steps are remembered: at 5 min four days and a half, at an hour eight weeks. */
  private static final int REMEMBERED = 1_344;

  /** A forecast is told again after so long, so that rules go on seeing it. */
  private static final long AGAIN = Duration.ofMinutes(1).toMillis();

  /** A series of which nothing came for so long is told no more. */
  private static final long SILENT = Duration.ofMinutes(10).toMillis();

  /** And after so long it is forgotten. */
  private static final long LIFE = Duration.ofDays(2).toMillis();

  private static final long MOST_DELAY = Duration.ofMinutes(1).toMillis();

  /** What holds for a series that is forecast no more. */
  private static final ForecastWatch UNWATCHED =
      new ForecastWatch(
          "",
          new SeriesSelectors(List.of()),
          ForecastWatch.DEFAULT_STEP,
          ForecastWatch.DEFAULT_HORIZON,
          null);

  private final Labels series;
  private final ForecastWatch watch;
  private final EvenSeries history;
  private long newest = Long.MIN_VALUE;
  private long told = Long.MIN_VALUE;
  private boolean isLimitTold;

  /** The end of the history that the outlook is of. */
  private long seen = Long.MIN_VALUE;

  private Outlook outlook;
  private ChangePoint change;

  ForecastSeries(Labels series, ForecastWatch watch) {
    this(series, watch, new EvenSeries(watch.step().toMillis(), REMEMBERED));
  }

  private ForecastSeries(Labels series, ForecastWatch watch, EvenSeries history) {
    this.series = series;
    this.watch = watch;
    this.history = history;
    this.change = new ChangePoint(history.stepMillis());
  }

  @Override
  public void add(SeriesSample sample) {
    if (!Double.isFinite(sample.value())) {
      return;
    }
    newest = Math.max(newest, sample.time());
    if (history.add(sample.time(), sample.value())) {
      change.follow(history);
    }
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    if (history.size() < 2 || tick - newest > SILENT) {
      return;
    }
    if (seen != history.end() && tick >= history.end() + delay()) {
      seen = history.end();
      outlook = Outlook.of(history, watch);
      told = Long.MIN_VALUE;
    }
    if (outlook == null || (told != Long.MIN_VALUE && tick - told < AGAIN)) {
      return;
    }
    told = tick;
    put("barograph_forecast", outlook.value(), out);
    put("barograph_forecast_lower", outlook.lower(), out);
    put("barograph_forecast_upper", outlook.upper(), out);
    put("barograph_trend_per_hour", outlook.trendPerHour(), out);
    put("barograph_trend_strength", outlook.trendStrength(), out);
    if (Double.isFinite(outlook.seasonality())) {
      put("barograph_seasonality_strength", outlook.seasonality(), out);
    }
    if (change.isKnown()) {
      put("barograph_change_point_time_seconds", change.time() / 1_000.0, out);
      put("barograph_change_point_shift", change.shift(), out);
    }
    if (outlook.isLimitReached()) {
      put("barograph_time_to_threshold_seconds", outlook.secondsLeft(tick), out);
    } else if (isLimitTold) {
      put("barograph_time_to_threshold_seconds", Double.longBitsToDouble(StaleMarker.BITS), out);
    }
    isLimitTold = outlook.isLimitReached();
  }

  /* Steps of all series are closed at once; their forecasts are made one after the other. */
  private long delay() {
    return Math.floorMod(series.fingerprint(), Math.min(MOST_DELAY, watch.step().toMillis() / 2));
  }

  private void put(String name, double value, SampleOutput out) {
    out.put(DerivedLabels.of(series, name, "forecast", watch.name()), value);
  }

  @Override
  public boolean isSpent(long tick) {
    return newest != Long.MIN_VALUE && tick - newest > LIFE;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    LabelsBytes.write(series, out);
    out.writeLong(watch.step().toMillis());
    out.writeLong(newest);
    out.writeLong(told);
    out.writeBoolean(isLimitTold);
    history.write(out);
    out.writeLong(seen);
    out.writeBoolean(outlook != null);
    if (outlook != null) {
      outlook.write(out);
    }
    change.write(out);
  }

  /**
   * What {@link #write} wrote; a series whose step the packs have changed since begins anew.
   *
   * @param watches how a series is forecast now; empty if it is no more
   */
  static ForecastSeries read(Function<Labels, Optional<ForecastWatch>> watches, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new IOException("a forecast series of version %d is not known".formatted(version));
    }
    Labels series = LabelsBytes.read(in);
    ForecastWatch watch = watches.apply(series).orElse(UNWATCHED);
    long step = in.readLong();
    ForecastSeries read = new ForecastSeries(series, watch, new EvenSeries(step, REMEMBERED));
    read.newest = in.readLong();
    read.told = in.readLong();
    read.isLimitTold = in.readBoolean();
    read.history.read(in);
    read.seen = in.readLong();
    boolean isWhole = version != FIRST_VERSION;
    read.outlook = in.readBoolean() ? Outlook.read(in, isWhole) : null;
    read.change = isWhole ? ChangePoint.read(step, in) : read.change;
    return step == watch.step().toMillis() ? read : new ForecastSeries(series, watch);
  }
}
