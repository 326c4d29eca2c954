package io.barograph.core.returns;

/** What the path of wealth says, beyond its largest drawdown; what is undefined is NaN. */
public final class PathMeasures {
  private final ReturnSeries series;
  private final double[] drawdowns;

  /** Of the path of {@code series}. */
  public PathMeasures(ReturnSeries series) {
    this.series = series;
    this.drawdowns = series.drawdowns();
  }

  /** The period at whose end wealth lay furthest under its peak, from 0; -1 if it never did. */
  public int trough() {
    int trough = -1;
    for (int i = 0; i < drawdowns.length; i++) {
      if (drawdowns[i] > (trough < 0 ? 0 : drawdowns[trough])) {
        trough = i;
      }
    }
    return trough;
  }

  /** The longest run of periods at whose end wealth lay under its peak. */
  public int longestUnderwater() {
    int longest = 0;
    int run = 0;
    for (double drawdown : drawdowns) {
      run = drawdown > 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** The root of the sum of squared drawdowns over {@code n - 1}; NaN of less than two periods. */
  public double ulcerIndex() {
    double squares = 0;
    for (double drawdown : drawdowns) {
      squares += drawdown * drawdown;
    }
    return drawdowns.length < 2 ? Double.NaN : Math.sqrt(squares / (drawdowns.length - 1));
  }

  /** The sum of returns over the largest drawdown; NaN if there was none. */
  public double recoveryFactor() {
    double drawdown = series.maxDrawdown();
    return drawdown > 0 ? series.moments().sum() / drawdown : Double.NaN;
  }

  /**
   * How straight wealth grows: the squared correlation of its logarithm with time, 0 to 1; NaN of
   * less than two returns, of a wealth that does not move, and of one that was lost.
   */
  public double stability() {
    double[] returns = series.returns();
    int n = returns.length;
    double[] logs = new double[n];
    double log = 0;
    double mean = 0;
    for (int i = 0; i < n; i++) {
      log += Math.log1p(returns[i]);
      logs[i] = log;
      mean += log / n;
    }
    double together = 0;
    double times = 0;
    double levels = 0;
    for (int i = 0; i < n; i++) {
      double time = i - (n - 1) / 2.0;
      double level = logs[i] - mean;
      together += time * level;
      times += time * time;
      levels += level * level;
    }
    return n >= 2 && levels > 0 && Double.isFinite(levels)
        ? together * together / (times * levels)
        : Double.NaN;
  }
}
