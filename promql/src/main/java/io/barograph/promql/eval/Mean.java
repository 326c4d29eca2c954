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
    overflow(count - 1);
    double share = (count - 1.0) / count;
    double scaled = share * mean;
    lost = CompensatedSum.lost(share * lost, scaled, value / count);
    mean = scaled + value / count;
  }

  /** Takes the values that another mean has taken. */
  public void merge(Mean other) {
    if (other.count == 0) {
      return;
    }
    long before = count;
    count += other.count;
    boolean fits = before == 0 || !Double.isInfinite(sum + other.sum);
    if (!overflown && !other.overflown && fits) {
      lost = CompensatedSum.lost(lost, sum, other.sum) + other.lost;
      sum += other.sum;
      return;
    }
    overflow(before);
    double share = (double) before / count;
    double otherShare = (double) other.count / count;
    double scaled = share * mean;
    double otherScaled = otherShare * other.value();
    lost = CompensatedSum.lost(share * lost, scaled, otherScaled);
    mean = scaled + otherScaled;
  }

  /** The mean of the values taken; NaN of none. */
  public double value() {
    return overflown ? mean + lost : sum / count + lost / count;
  }

  /** All there is to it, for {@link #of}. */
  public double[] state() {
    return new double[] {overflown ? mean : sum, lost, count, overflown ? 1 : 0};
  }

  /** The mean with that state. */
  public static Mean of(double[] state) {
    Mean mean = new Mean();
    mean.overflown = state[3] != 0;
    mean.mean = mean.overflown ? state[0] : 0;
    mean.sum = mean.overflown ? 0 : state[0];
    mean.lost = state[1];
    mean.count = (long) state[2];
    return mean;
  }

  private void overflow(long taken) {
    if (!overflown) {
      overflown = true;
      mean = taken == 0 ? 0 : sum / taken;
      lost = taken == 0 ? 0 : lost / taken;
    }
  }
}
