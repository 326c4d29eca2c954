package io.barograph.ml.detect;

/** A forest that is trained beside the thread that asked for it. */
@FunctionalInterface
public interface PendingForest {
  /**
   * The forest; waits for it if it is not ready.
   *
   * @throws IllegalStateException if its training failed, or the thread was interrupted
   */
  BatchForest await();
}
