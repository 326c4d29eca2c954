package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The {@link SeasonalProfile} of how large values are beside the last ones, on a scale of
 * logarithms, for what varies by factors and not by amounts: of a value v, sign(v) ln(1 + |v| / m),
 * where m is how large the median of the last {@value #VALUES} values is.
 */
final class LogSeasonal implements Member {
  private static final int VALUES = 100;

  private final SortedWindow window;
  private final SeasonalProfile profile;

  LogSeasonal(SeasonClock clock) {
    this(new SortedWindow(VALUES), new SeasonalProfile(clock));
  }

  private LogSeasonal(SortedWindow window, SeasonalProfile profile) {
    this.window = window;
    this.profile = profile;
  }

  static LogSeasonal read(SeasonClock clock, DataInput in) throws IOException {
    return new LogSeasonal(SortedWindow.read(in), SeasonalProfile.read(clock, in));
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    double median = Math.abs(window.size() > 0 ? window.median() : value);
    double unit = median + Scales.floor(value);
    window.add(value);
    Deviation deviation =
        profile.next(timeMillis, Math.signum(value) * Math.log1p(Math.abs(value) / unit));
    return deviation.isKnown()
        ? new Deviation(
            deviation.size(),
            value(deviation.expected(), unit),
            value(deviation.lower(), unit),
            value(deviation.upper(), unit))
        : deviation;
  }

  private static double value(double logarithm, double unit) {
    return Math.signum(logarithm) * unit * Math.expm1(Math.abs(logarithm));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    window.write(out);
    profile.write(out);
  }
}
