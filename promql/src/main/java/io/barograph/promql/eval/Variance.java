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
    addSquare(delta * (value - (mean + lostOfMean)));
  }

  /**
   * Takes the values that another variance has taken, after Chan, Golub and LeVeque, "Updating
   * Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).
   */
  public void merge(Variance other) {
    if (other.count == 0) {
      return;
    }
    long before = count;
    count += other.count;
    double delta = (other.mean + other.lostOfMean) - (mean + lostOfMean);
    double share = (double) other.count / count;
    lostOfMean = CompensatedSum.lost(lostOfMean, mean, delta * share);
    mean += delta * share;
    addSquare(other.squares);
    lostOfSquares += other.lostOfSquares;
    if (before > 0) {
      addSquare(delta * delta * before * share);
    }
  }

  /** The variance of the values taken; NaN of none. */
  public double value() {
    return (squares + lostOfSquares) / count;
  }

  /** All there is to it, for {@link #of}. */
  public double[] state() {
    return new double[] {mean, lostOfMean, squares, lostOfSquares, count};
  }

  /** The variance with that state. */
  public static Variance of(double[] state) {
    Variance variance = new Variance();
    variance.mean = state[0];
    variance.lostOfMean = state[1];
    variance.squares = state[2];
    variance.lostOfSquares = state[3];
    variance.count = (long) state[4];
    return variance;
  }

  private void addSquare(double square) {
    lostOfSquares = CompensatedSum.lost(lostOfSquares, squares, square);
    squares += square;
  }
}
