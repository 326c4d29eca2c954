package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One server process of the stack. */
public interface Server {
  /** The server's short name; its log and pid files are called so. */
  String name();

  /** Where people and clients reach it. */
  String address();

  /** Writes its configuration and starts its process; returns before it is ready. */
  void start() throws IOException, InterruptedException;

  /** True if it answers requests now. */
  boolean isReady();

  /** The process that {@link #start} made. */
  ServerProcess process();

  /**
   * Waits until the server answers.
   *
   * @throws StackException if its process ends first or {@code patience} runs out
   */
  default void awaitReady(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isReady()) {
      if (!process().isAlive()) {
        throw new StackException(
            name() + " ended while it was starting: the reason is in " + process().logFile());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new StackException(
            name()
                + " did not answer within "
                + patience.toSeconds()
                + " s: see its log "
                + process().logFile());
      }
      Thread.sleep(200);
    }
  }

  /** Where the server writes what it does. */
  default Path logFile() {
    return process().logFile();
  }
}
