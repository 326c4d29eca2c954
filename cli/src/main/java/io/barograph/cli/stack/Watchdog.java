package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small shell process that ends the servers when the process that looks after them is killed
 * without a chance to do so itself.
 */
final class Watchdog implements AutoCloseable {
  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /** Watches over this process for the stack in {@code home}. */
  static Watchdog start(StackHome home) throws IOException {
    Path script = home.run().resolve("watchdog.sh");
    ConfigFile.write("watchdog.sh", Map.of(), script);
    List<String> command = new ArrayList<>();
    Commands.find("setsid").ifPresent(path -> command.add(path.toString()));
    command.addAll(
        List.of(
            "/bin/sh",
            script.toString(),
            Long.toString(ProcessHandle.current().pid()),
            home.root().toString()));
    return new Watchdog(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
