package io.barograph.ml.watch;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.ml.forecast.EvenSeries;
import io.barograph.ml.forecast.Forecast;
import io.barograph.ml.forecast.Forecaster;
import io.barograph.ml.forecast.RobustTrend;
import io.barograph.ml.forecast.Season;
import io.barograph.ml.forecast.Seasonality;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the forecast of a series says.
 *
 * @param value what is expected at the horizon
 * @param lower the lower end of the interval there
 * @param upper the upper end
 * @param limitAt when the limit is reached, milliseconds since the epoch; {@link #NEVER} if it is
 *     not up to the horizon, or none is given
 * @param trendPerHour by how much the history rises an hour
 * @param trendStrength Kendall's tau, -1 to 1
 * @param seasonality how much of what is left repeats each day, 0 to 1; NaN if that is not known
 */
record Outlook(
    double value,
    double lower,
    double upper,
    long limitAt,
    double trendPerHour,
    double trendStrength,
    double seasonality) {
  static final long NEVER = Long.MAX_VALUE;

  private static final double HOUR = Duration.ofHours(1).toMillis();

  /** The outlook of a history of at least two steps. */
  static Outlook of(EvenSeries history, ForecastWatch watch) {
    double[] values = history.values();
    long step = watch.step().toMillis();
    int day = (int) (Duration.ofDays(1).toMillis() / step);
    Season season = new Season(day);
    Forecast forecast = Forecaster.forecast(values, season, watch.steps());
    int last = watch.steps() - 1;
    RobustTrend trend = RobustTrend.of(values);
    double newest = values[values.length - 1];
    return new Outlook(
        forecast.values()[last],
        forecast.lower()[last],
        forecast.upper()[last],
        watch.limit() == null ? NEVER : limitAt(watch.limit(), newest, forecast, history, step),
        trend.perStep() * HOUR / step,
        trend.strength(),
        Seasonality.strength(values, day));
  }

  private static long limitAt(
      ForecastWatch.Limit limit, double newest, Forecast forecast, EvenSeries history, long step) {
    if (limit.isAbove() ? newest >= limit.value() : newest <= limit.value()) {
      return history.end();
    }
    OptionalInt beyond = forecast.firstBeyond(limit.value(), limit.isAbove());
    return beyond.isPresent() ? history.end() + (beyond.getAsInt() + 1) * step : NEVER;
  }

  boolean isLimitReached() {
    return limitAt != NEVER;
  }

  /** Seconds from {@code now} until the limit is reached; 0 if it is. */
  double secondsLeft(long now) {
    return Math.max(0, limitAt - now) / 1_000.0;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(value);
    out.writeDouble(lower);
    out.writeDouble(upper);
    out.writeLong(limitAt);
    out.writeDouble(trendPerHour);
    out.writeDouble(trendStrength);
    out.writeDouble(seasonality);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param hasSeasonality false if it was written without
   */
  static Outlook read(DataInput in, boolean hasSeasonality) throws IOException {
    return new Outlook(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        hasSeasonality ? in.readDouble() : Double.NaN);
  }
}
