package io.barograph.ml.failure;

import java.io.Serializable;

/**
 * From a measure to a probability, {@code 1 / (1 + exp(-(intercept + slope * measure)))}, fitted by
 * Newton's method.
 *
 * <p>Platt (1999), whose corrected targets keep it finite where the two kinds do not overlap.
 *
 * @param intercept the logit at measure 0
 * @param slope the logit of one more
 */
record Calibration(double intercept, double slope) implements Serializable {
  private static final int STEPS = 50;
  private static final double ENOUGH = 1e-9;
  /* Steps of the logit beyond this overshoot. */
  private static final double LONGEST = 2;

  /** Fitted to measures and to which of them it was true. */
  static Calibration fit(double[] measures, boolean[] truths) {
    int yes = 0;
    double mean = 0;
    for (int i = 0; i < measures.length; i++) {
      yes += truths[i] ? 1 : 0;
      mean += measures[i] / measures.length;
    }
    double spread = 0;
    for (double measure : measures) {
      spread += (measure - mean) * (measure - mean) / measures.length;
    }
    double scale = spread > 0 ? Math.sqrt(spread) : 1;
    double high = (yes + 1.0) / (yes + 2.0);
    double low = 1.0 / (measures.length - yes + 2.0);
    double intercept = 0;
    double slope = 0;
    for (int step = 0; step < STEPS; step++) {
      double g0 = 0;
      double g1 = 0;
      double h00 = ENOUGH;
      double h01 = 0;
      double h11 = ENOUGH;
      for (int i = 0; i < measures.length; i++) {
        double x = (measures[i] - mean) / scale;
        double p = logistic(intercept + slope * x);
        double off = (truths[i] ? high : low) - p;
        double weight = p * (1 - p);
        g0 += off;
        g1 += off * x;
        h00 += weight;
        h01 += weight * x;
        h11 += weight * x * x;
      }
      double determinant = h00 * h11 - h01 * h01;
      double d0 = (h11 * g0 - h01 * g1) / determinant;
      double d1 = (h00 * g1 - h01 * g0) / determinant;
      double cut = Math.min(1, LONGEST / Math.max(Math.abs(d0), Math.abs(d1)));
      intercept += cut * d0;
      slope += cut * d1;
      if (Math.abs(d0) + Math.abs(d1) < ENOUGH) {
        break;
      }
    }
    return new Calibration(intercept - slope * mean / scale, slope / scale);
  }

  /** The probability at a measure, 0 to 1. */
  double probability(double measure) {
    return logistic(intercept + slope * measure);
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
