package io.barograph.promql.eval;

/**
 * The mean of values by their sum and count, or once the sum overflows by the running mean;
 * rounding errors are made good. Not thread-safe.
 */
public final class Mean {
  private double sum;
  private double mean;
  private double lost;
  private long count;
  private boolean overflown;

  /** Takes a value. */
  public void add(double value) {
    count++;
    if (!overflown && (count == 1 || !Double.isInfinite(sum + value))) {
      lost = CompensatedSum.lost(lost, sum, value);
      sum += value;
      return;
    }
    if (!overflown) {
      overflown = true;
      mean = sum / (count - 1);
      lost /= count - 1;
    }
    double share = (count - 1.0) / count;
    double scaled = share * mean;
    lost = CompensatedSum.lost(share * lost, scaled, value / count);
    mean = scaled + value / count;
  }

  /** The mean of the values taken; NaN of none. */
  public double value() {
    return overflown ? mean + lost : sum / count + lost / count;
  }
}
