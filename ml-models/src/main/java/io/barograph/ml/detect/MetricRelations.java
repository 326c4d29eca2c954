package io.barograph.ml.detect;

import io.barograph.ml.regression.Cholesky;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How the metrics of an entity go together: how far each is from what all others say of it.
 *
 * <p>A metric counts as its distance from its mean, in standard deviations, both weighted
 * exponentially ({@value #WEIGHT}), at most {@value #MOST_DEVIATIONS} of them. Of such z with the
 * precision matrix P, each given all others is normal about z - (P z) / diag P, with a variance of
 * 1 / diag P, so that its deviation is |P z| / sqrt(diag P) (J. Whittaker, Graphical Models in
 * Applied Multivariate Statistics, 1990). P is the inverse of the covariance, weighted likewise and
 * with {@value #SHRINKAGE} on its diagonal; it is made anew every {@value #ROWS_OF_PRECISION} rows.
 *
 * <p>A metric counts once it has had {@value #LEAST_VALUES} values. One that is missing is where
 * the others expect it. Not thread-safe.
 */
final class MetricRelations {
  /** The most metrics: what is kept grows by their square. */
  static final int MOST_METRICS = 256;

  private static final double WEIGHT = 0.002;
  private static final double SHRINKAGE = 0.3;
  private static final double MOST_DEVIATIONS = 6;
  private static final double LEAST_DEVIATION = 1e-12;
  private static final int LEAST_VALUES = 12;
  private static final int ROWS_OF_PRECISION = 120;

  private MetricScale[] scales;

  /** Both symmetric. */
  private double[][] covariance;

  private double[][] precision;
  private int rows;

  /**
   * Mean and variance of a metric, weighted exponentially (T. Finch, Incremental calculation of
   * weighted mean and variance, 2009).
   */
  private static final class MetricScale {
    private int seen;
    private double mean;
    private double variance;

    boolean isKnown() {
      return seen >= LEAST_VALUES;
    }

    /** The distance of a value, in deviations. */
    double distance(double value) {
      double least = LEAST_DEVIATION * (Math.abs(mean) + 1);
      double distance = value - mean;
      if (Math.abs(distance) <= least) {
        return 0;
      }
      double deviations = distance / Math.max(Math.sqrt(variance), least);
      return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
    }

    void add(double value) {
      seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
      double weight = Math.max(WEIGHT, 1.0 / seen);
      double distance = value - mean;
      mean += weight * distance;
      variance = (1 - weight) * (variance + weight * distance * distance);
    }

    void write(DataOutput out) throws IOException {
      out.writeInt(seen);
      out.writeDouble(mean);
      out.writeDouble(variance);
    }

    static MetricScale read(DataInput in) throws IOException {
      MetricScale scale = new MetricScale();
      scale.seen = in.readInt();
      scale.mean = in.readDouble();
      scale.variance = in.readDouble();
      return scale;
    }
  }

  /** Nothing is known of any metric. */
  MetricRelations(int metrics) {
    scales = new MetricScale[metrics];
    Arrays.setAll(scales, i -> new MetricScale());
    covariance = diagonal(metrics, 1);
    precision = diagonal(metrics, 1 / (1 + SHRINKAGE));
  }

  private static double[][] diagonal(int size, double value) {
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i][i] = value;
    }
    return matrix;
  }

  /**
   * The deviations of a row, in standard deviations of what the others leave open; 0 where a value
   * is missing, NaN where a metric does not count yet. The row is learned.
   */
  double[] next(double[] values) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      boolean counts = Double.isFinite(values[i]) && scales[i].isKnown();
      distances[i] = counts ? scales[i].distance(Member.bounded(values[i])) : 0;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) && scales[i].isKnown()) {
        distances[i] = -product(precision[i], distances) / precision[i][i];
      }
    }
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = scales[i].isKnown() ? deviation(i, values[i], distances) : Double.NaN;
    }
    learn(values, distances);
    return deviations;
  }

  private double deviation(int metric, double value, double[] distances) {
    return Double.isFinite(value)
        ? Math.abs(product(precision[metric], distances)) / Math.sqrt(precision[metric][metric])
        : 0;
  }

  private static double product(double[] row, double[] distances) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * distances[i];
    }
    return sum;
  }

  private void learn(double[] values, double[] distances) {
    double weight = Math.max(WEIGHT, 1.0 / (rows + 2));
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j <= i && scales[i].isKnown(); j++) {
        if (scales[j].isKnown()) {
          covariance[i][j] += weight * (distances[i] * distances[j] - covariance[i][j]);
          covariance[j][i] = covariance[i][j];
        }
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        scales[i].add(Member.bounded(values[i]));
      }
    }
    rows = Math.min(rows + 1, Integer.MAX_VALUE - 2);
    if (rows % ROWS_OF_PRECISION == 0) {
      renew();
    }
  }

  private void renew() {
    double[][] shrunk = new double[scales.length][];
    for (int i = 0; i < shrunk.length; i++) {
      shrunk[i] = covariance[i].clone();
      shrunk[i][i] += SHRINKAGE;
    }
    precision = new Cholesky(shrunk).inverse();
  }

  /** Takes a metric of which nothing was seen; those from its place on move. */
  void insert(int place) {
    MetricScale[] more = new MetricScale[scales.length + 1];
    System.arraycopy(scales, 0, more, 0, place);
    more[place] = new MetricScale();
    System.arraycopy(scales, place, more, place + 1, scales.length - place);
    scales = more;
    covariance = inserted(covariance, place, 1);
    precision = inserted(precision, place, 1 / (1 + SHRINKAGE));
  }

  private static double[][] inserted(double[][] matrix, int place, double diagonal) {
    double[][] more = diagonal(matrix.length + 1, diagonal);
    for (int i = 0; i < matrix.length; i++) {
      double[] row = more[i < place ? i : i + 1];
      System.arraycopy(matrix[i], 0, row, 0, place);
      System.arraycopy(matrix[i], place, row, place + 1, matrix.length - place);
    }
    return more;
  }

  /** Forgets a metric; those behind it move. */
  void remove(int place) {
    double[] gone = precision[place];
    for (int i = 0; i < gone.length; i++) {
      double share = precision[i][place] / gone[place];
      for (int j = 0; i != place && j < gone.length; j++) {
        precision[i][j] -= share * gone[j];
      }
    }
    precision = removed(precision, place);
    covariance = removed(covariance, place);
    MetricScale[] fewer = new MetricScale[scales.length - 1];
    System.arraycopy(scales, 0, fewer, 0, place);
    System.arraycopy(scales, place + 1, fewer, place, fewer.length - place);
    scales = fewer;
  }

  private static double[][] removed(double[][] matrix, int place) {
    int size = matrix.length - 1;
    double[][] fewer = new double[size][size];
    for (int i = 0; i < size; i++) {
      double[] row = matrix[i < place ? i : i + 1];
      System.arraycopy(row, 0, fewer[i], 0, place);
      System.arraycopy(row, place + 1, fewer[i], place, size - place);
    }
    return fewer;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(rows);
    for (int i = 0; i < scales.length; i++) {
      scales[i].write(out);
      for (int j = 0; j <= i; j++) {
        out.writeDouble(covariance[i][j]);
        out.writeDouble(precision[i][j]);
      }
    }
  }

  static MetricRelations read(int metrics, DataInput in) throws IOException {
    MetricRelations relations = new MetricRelations(metrics);
    relations.rows = in.readInt();
    for (int i = 0; i < metrics; i++) {
      relations.scales[i] = MetricScale.read(in);
      for (int j = 0; j <= i; j++) {
        relations.covariance[i][j] = in.readDouble();
        relations.covariance[j][i] = relations.covariance[i][j];
        relations.precision[i][j] = in.readDouble();
        relations.precision[j][i] = relations.precision[i][j];
      }
    }
    return relations;
  }
}
