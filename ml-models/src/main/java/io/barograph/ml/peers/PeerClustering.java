package io.barograph.ml.peers;

import java.util.Optional;
import java.util.ServiceLoader;

/** Puts points into clusters. It stands in a module of its own, with which not every build is. */
public interface PeerClustering {
  /**
   * The cluster of each point, 0 to {@code clusters} - 1, of which some may be empty: those whose
   * squared distances to the means of their clusters have the least sum that was found. Equal
   * points in equal order and equal seeds give equal clusters.
   *
   * @param points finite, of one length of at least 1
   * @param clusters at least 2, at most as many as there are different points
   * @param seed of all that is drawn
   */
  int[] partition(double[][] points, int clusters, long seed);

  /** The clustering of this build; empty if it is without one. */
  static Optional<PeerClustering> ofBuild() {
    return ServiceLoader.load(PeerClustering.class, PeerClustering.class.getClassLoader())
        .findFirst();
  }
}
