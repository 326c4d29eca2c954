package io.barograph.ml.forecast;

/**
 * How values of a history are brought to a mean of 0 and a standard deviation of 1, and back.
 *
 * @param isLogarithmic true if logarithms are taken first; all values are above 0 then
 */
record Scale(boolean isLogarithmic, double mean, double deviation) {
  /** Forecasts farther out than this are cut: what is explosive is not believed. */
  private static final double MOST = 6;

  private static final double LEAST_DEVIATION = 1e-9;

  /** The scale of a history. */
  static Scale of(double[] history, boolean isLogarithmic) {
    double sum = 0;
    for (double value : history) {
      sum += isLogarithmic ? Math.log(value) : value;
    }
    double mean = sum / history.length;
    double squares = 0;
    for (double value : history) {
      double off = (isLogarithmic ? Math.log(value) : value) - mean;
      squares += off * off;
    }
    double least = LEAST_DEVIATION * Math.max(1, Math.abs(mean));
    return new Scale(isLogarithmic, mean, Math.max(Math.sqrt(squares / history.length), least));
  }

  double[] of(double[] values) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = ((isLogarithmic ? Math.log(values[i]) : values[i]) - mean) / deviation;
    }
    return scaled;
  }

  double back(double scaled) {
    double value = scaled * deviation + mean;
    return isLogarithmic ? Math.exp(value) : value;
  }

  static double cut(double scaled) {
    return Math.max(-MOST, Math.min(MOST, scaled));
  }
}
