package io.barograph.cli.demo;

import io.barograph.cli.stack.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that keeps every processor busy for a while, at the lowest priority, so that the stack
 * hardly feels what the host's metrics show. It ends by itself.
 */
public final class CpuLoad {
  private CpuLoad() {}

  /** Starts the process; it ends with this one at the latest. */
  static void start(Duration lasts) throws IOException {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
    command.add(Installation.java().toString());
    command.addAll(List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(CpuLoad.class.getName());
    command.add(Long.toString(lasts.toMillis()));
    Process load =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(load::destroyForcibly, "end-cpu-load"));
  }

  /** Spins on all processors for the milliseconds that the only argument gives. */
  public static void main(String[] arguments) {
    long deadline = System.nanoTime() + Duration.ofMillis(Long.parseLong(arguments[0])).toNanos();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      new Thread(() -> spinUntil(deadline), "cpu-load-" + i).start();
    }
  }

  private static void spinUntil(long deadlineNanos) {
    while (System.nanoTime() - deadlineNanos < 0) {
      Thread.onSpinWait();
    }
  }
}
