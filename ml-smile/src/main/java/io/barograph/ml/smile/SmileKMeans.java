package io.barograph.ml.smile;

import io.barograph.ml.peers.PeerClustering;
import smile.clustering.KMeans;
import smile.math.MathEx;

/** The k-means of smile, begun several times: the best is taken. */
public final class SmileKMeans implements PeerClustering {
  /*
   * D. Arthur, S. Vassilvitskii, k-means++: The Advantages of Careful Seeding, SODA 2007, with the
   * filtering of T. Kanungo and others, PAMI 2002, which adds in one order whatever the threads.
   */
  private static final int STARTS = 5;
  private static final int MOST_ROUNDS = 100;
  private static final double TOLERANCE = 1e-4;

  @Override
  public int[] partition(double[][] points, int clusters, long seed) {
    MathEx.setSeed(seed);
    KMeans best = null;
    for (int start = 0; start < STARTS; start++) {
      KMeans found = KMeans.fit(points, clusters, MOST_ROUNDS, TOLERANCE);
      if (best == null || !(found.distortion >= best.distortion)) {
        best = found;
      }
    }
    return best.y.clone();
  }
}
