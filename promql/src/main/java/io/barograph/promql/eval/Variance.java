package io.barograph.promql.eval;

/**
 * The variance of the whole population by Welford's recurrence; rounding errors are made good. Not
 * thread-safe.
 */
public final class Variance {
  private double mean;
  private double lostOfMean;
  private double squares;
  private double lostOfSquares;
  private long count;

  /** Takes a value. */
  public void add(double value) {
    count++;
    double delta = value - (mean + lostOfMean);
    lostOfMean = CompensatedSum.lost(lostOfMean, mean, delta / count);
    mean += delta / count;
    double square = delta * (value - (mean + lostOfMean));
    lostOfSquares = CompensatedSum.lost(lostOfSquares, squares, square);
    squares += square;
  }

  /** The variance of the values taken; NaN of none. */
  public double value() {
    return (squares + lostOfSquares) / count;
  }
}
