package io.barograph.ml.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Profiles as numbers of one scale: how far each feature of an entity is from the median of all, in
 * deviations.
 */
final class PeerTable {
  /** Farther is as far, so that one feature does not outweigh all others. */
  private static final double FARTHEST = 20;

  /** Deviations are at least such a share of the median. */
  private static final double LEAST_SHARE = 1e-3;

  private final List<PeerFeature> features;
  private final double[][] rows;

  private PeerTable(List<PeerFeature> features, double[][] rows) {
    this.features = features;
    this.rows = rows;
  }

  static PeerTable of(Collection<PeerProfile> profiles) {
    List<PeerFeature> features = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (PeerFeature feature : allFeatures(profiles)) {
      double[] column = profiles.stream().mapToDouble(profile -> profile.value(feature)).toArray();
      Spread spread = Spread.of(column);
      long known = Arrays.stream(column).filter(Double::isFinite).count();
      if (2 * known >= column.length && spread.deviation() > 0) {
        features.add(feature);
        columns.add(scaled(column, spread));
      }
    }
    return new PeerTable(features, transposed(columns, profiles.size()));
  }

  private static List<PeerFeature> allFeatures(Collection<PeerProfile> profiles) {
    TreeSet<String> metrics = new TreeSet<>();
    profiles.forEach(profile -> metrics.addAll(profile.metrics()));
    List<PeerFeature> features = new ArrayList<>();
    for (String metric : metrics) {
      for (PeerFeature.Statistic statistic : PeerFeature.Statistic.values()) {
        features.add(new PeerFeature(metric, statistic));
      }
    }
    return features;
  }

  private static double[] scaled(double[] column, Spread spread) {
    double scale = Math.max(spread.deviation(), LEAST_SHARE * Math.abs(spread.median()));
    return Arrays.stream(column)
        .map(value -> (value - spread.median()) / scale)
        .map(value -> Math.max(-FARTHEST, Math.min(FARTHEST, value)))
        .toArray();
  }

  private static double[][] transposed(List<double[]> columns, int rows) {
    double[][] transposed = new double[rows][columns.size()];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns.size(); column++) {
        transposed[row][column] = columns.get(column)[row];
      }
    }
    return transposed;
  }

  /** Those that at least half of the entities have, and in which they differ. */
  List<PeerFeature> features() {
    return features;
  }

  /** Of each entity; what is not known of it is not a number. */
  double[][] rows() {
    return rows;
  }

  /** The rows, with the median in place of what is not known. */
  double[][] filled() {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> Double.isNaN(value) ? 0 : value).toArray())
        .toArray(double[][]::new);
  }
}
