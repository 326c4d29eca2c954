package io.barograph.ml.smile;

import io.barograph.ml.detect.BatchForest;
import java.util.ArrayList;
import java.util.List;
import smile.anomaly.IsolationForest;
import smile.anomaly.IsolationTree;
import smile.math.MathEx;
import smile.stat.distribution.GaussianDistribution;

/** A forest of smile whose draws depend on its seed alone. */
final class SeededForest {
  /*
   * F. Liu, K. Ting, Z. Zhou, Isolation Forest, ICDM 2008, with half of their 100 trees
   * of half of their 256 vectors, which are as good here and take a quarter of the memory.
   *
   * IsolationForest.fit of smile 3.1.1 grows trees in parallel streams, whose threads each draw by a
   * generator of their own, and gives each tree all vectors. So its trees are grown here, one after
   * the other, each of a sample.
   */
  private static final int TREES = 50;
  private static final int SAMPLES = 128;

  /** Cuts are across one value. */
  private static final int EXTENSION = 0;

  private SeededForest() {}

  /* What draws from the normal distribution is one for all threads. */
  static synchronized BatchForest grow(double[][] vectors, long seed) {
    MathEx.setSeed(seed);
    dropKeptNormal(seed);
    int size = Math.min(SAMPLES, vectors.length);
    int depth = (int) Math.ceil(Math.log(size) / Math.log(2));
    IsolationTree[] trees = new IsolationTree[TREES];
    for (int i = 0; i < TREES; i++) {
      trees[i] = new IsolationTree(sample(vectors, size), depth, EXTENSION);
    }
    return new IsolationForest(size, EXTENSION, trees)::score;
  }

  private static List<double[]> sample(double[][] vectors, int size) {
    int[] order = MathEx.permutate(vectors.length);
    List<double[]> sample = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      sample.add(vectors[order[i]]);
    }
    return sample;
  }

  /**
   * The standard normal draws two at a time and keeps the second for the next caller, whoever that
   * is. Behind this it keeps none, and the generator is as its seed makes it.
   */
  private static void dropKeptNormal(long seed) {
    double first = MathEx.random();
    MathEx.setSeed(seed);
    GaussianDistribution normal = GaussianDistribution.getInstance();
    normal.rand();
    boolean drewNone = MathEx.random() == first;
    if (!drewNone) {
      normal.rand();
    }
    MathEx.setSeed(seed);
  }
}
