package io.barograph.cli.detection;

import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.Processes;
import io.barograph.cli.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server program of this machine, started for as long as it is needed. */
final class LocalServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;

  private LocalServer(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code command} and returns once {@code url} answers.
   *
   * @param log takes what it prints
   * @throws StackException if it ends, or does not answer within a minute
   */
  static LocalServer start(List<String> command, Path log, Http http, String url)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    LocalServer server = new LocalServer(process);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (http.get(url).isEmpty()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        server.close();
        throw new StackException(
            "%s does not answer at %s: see %s".formatted(command.get(0), url, log));
      }
      Thread.sleep(100);
    }
    return server;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    Processes.end(process.toHandle(), Duration.ofSeconds(15));
  }
}
