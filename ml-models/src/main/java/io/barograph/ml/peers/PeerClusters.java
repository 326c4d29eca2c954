package io.barograph.ml.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The clusters of entities: as many as explain best where these lie, without those that are too
 * small to be peers of anybody.
 *
 * @param centres of each cluster, the largest first: the medians of its members
 */
record PeerClusters(List<double[]> centres) {
  /*
   * How many is decided by the Bayesian information criterion of spherical normal clusters of one
   * variance: D. Pelleg, A. Moore, X-means, ICML 2000.
   */
  private static final int MOST = 5;
  private static final int FEWEST_MEMBERS = 3;
  private static final double LEAST_SHARE = 0.1;
  private static final double LEAST_VARIANCE = 1e-6;

  /**
   * Of points, all of which have the same length.
   *
   * @param points by the order of their entities
   */
  static PeerClusters of(double[][] points, PeerClustering clustering, long seed) {
    int[] best = new int[points.length];
    double highest = criterion(points, best, 1);
    int most = Math.min(Math.min(MOST, points.length / 2), different(points));
    for (int clusters = 2; clusters <= most; clusters++) {
      int[] found = clustering.partition(points, clusters, seed);
      double criterion = criterion(points, found, clusters);
      if (criterion > highest) {
        highest = criterion;
        best = found;
      }
    }
    List<double[]> centres = centres(points, best);
    return new PeerClusters(centres.isEmpty() ? List.of(median(points)) : centres);
  }

  private static int different(double[][] points) {
    return (int) Arrays.stream(points).map(Arrays::hashCode).distinct().count();
  }

  private static double criterion(double[][] points, int[] found, int clusters) {
    int length = points[0].length;
    double squares = 0;
    double mixing = 0;
    for (int cluster = 0; cluster < clusters; cluster++) {
      List<double[]> members = members(points, found, cluster);
      double[] mean = mean(members, length);
      for (double[] member : members) {
        squares += squaredDistance(member, mean);
      }
      if (!members.isEmpty()) {
        mixing += members.size() * Math.log((double) members.size() / points.length);
      }
    }
    double count = points.length;
    double variance = Math.max(LEAST_VARIANCE, squares / (length * (count - clusters)));
    double likelihood =
        mixing
            - count * length / 2 * Math.log(2 * Math.PI * variance)
            - length * (count - clusters) / 2;
    return likelihood - clusters * (length + 1) / 2.0 * Math.log(count);
  }

  private static List<double[]> centres(double[][] points, int[] found) {
    List<List<double[]>> peers = new ArrayList<>();
    double fewest = Math.max(FEWEST_MEMBERS, LEAST_SHARE * points.length);
    for (int cluster : Arrays.stream(found).distinct().toArray()) {
      List<double[]> members = members(points, found, cluster);
      if (members.size() >= fewest) {
        peers.add(members);
      }
    }
    // Clusters of one size are in the order of their first members, as the sort is stable.
    return peers.stream()
        .sorted(Comparator.comparing(List::size, Comparator.reverseOrder()))
        .map(members -> median(members.toArray(double[][]::new)))
        .toList();
  }

  private static List<double[]> members(double[][] points, int[] found, int cluster) {
    return IntStream.range(0, points.length)
        .filter(i -> found[i] == cluster)
        .mapToObj(i -> points[i])
        .toList();
  }

  private static double[] mean(List<double[]> members, int length) {
    double[] mean = new double[length];
    for (double[] member : members) {
      for (int i = 0; i < length; i++) {
        mean[i] += member[i] / members.size();
      }
    }
    return mean;
  }

  private static double[] median(double[][] points) {
    return IntStream.range(0, points[0].length)
        .mapToDouble(i -> Spread.median(Arrays.stream(points).mapToDouble(p -> p[i]).toArray()))
        .toArray();
  }

  private static double squaredDistance(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return squares;
  }
}
