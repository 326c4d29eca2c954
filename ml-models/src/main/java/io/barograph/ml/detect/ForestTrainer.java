package io.barograph.ml.detect;

import java.util.Optional;
import java.util.ServiceLoader;

/** Trains isolation forests. It stands in a module of its own, with which not every build is. */
public interface ForestTrainer {
  /**
   * Begins to train. Equal vectors and seeds give forests of equal scores, wherever and beside
   * whatever they are trained.
   *
   * @param vectors at least two, all of one length of at least 1, finite; they are not changed, and
   *     must not be
   * @param seed of all that is drawn
   */
  PendingForest train(double[][] vectors, long seed);

  /** The trainer of this build; empty if it is without one. */
  static Optional<ForestTrainer> ofBuild() {
    return ServiceLoader.load(ForestTrainer.class, ForestTrainer.class.getClassLoader())
        .findFirst();
  }
}
