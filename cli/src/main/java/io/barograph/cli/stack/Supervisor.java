package io.barograph.cli.stack;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at the servers once a second: a dead TaskManager is started again, the death of any other
 * server ends the stack, because what it held in memory (jobs, or connections of all the others) is
 * gone. Indices whose time is over are deleted.
 */
public final class Supervisor {
  private static final long PERIOD_MILLIS = 1_000;

  private final Stack stack;
  private final Server taskManager;
  private final List<Server> others;
  private final Consumer<String> says;
  private RestartBackoff backoff = RestartBackoff.NONE;

  Supervisor(Stack stack, Server taskManager, List<Server> others, Consumer<String> says) {
    this.stack = stack;
    this.taskManager = taskManager;
    this.others = List.copyOf(others);
    this.says = says;
  }

  /**
   * Supervises until the stack is stopped.
   *
   * @throws StackException if a server died that cannot be replaced
   */
  public void run() throws InterruptedException, IOException {
    while (!stack.isStopped()) {
      check();
      stack.deleteExpiredIndices(Instant.now());
      Thread.sleep(PERIOD_MILLIS);
    }
  }

  /**
   * Looks once.
   *
   * @throws StackException if a server died that cannot be replaced
   */
  public void check() throws InterruptedException, IOException {
    if (stack.isStopped()) {
      return;
    }
    for (Server server : others) {
      if (!server.process().isAlive() && !stack.isStopped()) {
        throw new StackException(
            server.name() + " has died, so the stack ends: see its log " + server.logFile());
      }
    }
    if (!taskManager.process().isAlive() && !stack.isStopped()) {
      backoff = backoff.afterDeath(System.currentTimeMillis());
      says.accept(
          "%s has died: starting it again%s"
              .formatted(
                  taskManager.name(),
                  backoff.pause().isZero() ? "" : " in " + backoff.pause().toSeconds() + " s"));
      Thread.sleep(backoff.pause().toMillis());
      stack.start(taskManager);
    }
  }
}
