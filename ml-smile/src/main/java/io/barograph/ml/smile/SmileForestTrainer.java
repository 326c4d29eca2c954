package io.barograph.ml.smile;

import io.barograph.ml.detect.BatchForest;
import io.barograph.ml.detect.ForestTrainer;
import io.barograph.ml.detect.PendingForest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Trains forests one after the other, in one thread that ends when there is nothing to train, so
 * that it keeps no job from being unloaded.
 */
public final class SmileForestTrainer implements ForestTrainer {
  private static final ThreadPoolExecutor THREAD =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SmileForestTrainer::thread);

  static {
    THREAD.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "barograph-forests");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public PendingForest train(double[][] vectors, long seed) {
    if (vectors.length < 2 || vectors[0].length == 0) {
      throw new IllegalArgumentException(
          "a forest needs two vectors of a value, had " + vectors.length);
    }
    CompletableFuture<BatchForest> forest =
        CompletableFuture.supplyAsync(() -> SeededForest.grow(vectors, seed), THREAD);
    return () -> await(forest);
  }

  private static BatchForest await(CompletableFuture<BatchForest> forest) {
    try {
      return forest.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a forest was trained", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a forest could not be trained", e.getCause());
    }
  }
}
