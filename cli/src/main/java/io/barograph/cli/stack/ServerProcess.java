package io.barograph.cli.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operating system's side of a server: command line, pid file, log file, a beginning and an
 * end.
 *
 * <p>The process gets a session of its own where {@code setsid} exists, so that a Ctrl-C meant for
 * the launcher does not reach it before the launcher can stop the servers in order.
 */
public final class ServerProcess {
  /** How long a server may take to end by itself once it was asked to. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final String name;
  private final StackHome home;
  private final PidFile pidFile;
  private final Path logFile;

  /** The process called {@code name} of the stack in {@code home}. */
  public ServerProcess(String name, StackHome home) {
    this(name, home, home.logFile(name));
  }

  /** The same with a log file of its own choice. */
  public ServerProcess(String name, StackHome home, Path logFile) {
    this.name = name;
    this.home = home;
    this.pidFile = home.pidFile(name);
    this.logFile = logFile;
  }

  /**
   * Starts {@code command}.
   *
   * @param environment variables that are added to ours
   */
  public void start(List<String> command, Map<String, String> environment) throws IOException {
    List<String> line = new ArrayList<>();
    Commands.find("setsid").ifPresent(path -> line.add(path.toString()));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(home.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(outputFile().toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().putAll(new LinkedHashMap<>(environment));
    pidFile.write(builder.start().toHandle());
  }

  /** The server's name. */
  public String name() {
    return name;
  }

  /** Where the server logs what it does. */
  public Path logFile() {
    return logFile;
  }

  /** Where the process's own output goes: what it says before it can log. */
  public Path outputFile() {
    return home.log().resolve(name + ".out");
  }

  /** The process if it lives. */
  public Optional<ProcessHandle> handle() {
    return pidFile.alive();
  }

  /** True while the process lives. */
  public boolean isAlive() {
    return handle().isPresent();
  }

  /** Asks the process to end, waits, and ends it by force if it does not; removes the pid file. */
  public void stop() {
    handle().ifPresent(process -> Processes.end(process, GRACE));
    pidFile.delete();
  }

  /** The resident memory of the process and its children in bytes; 0 where unknown. */
  public long residentBytes() {
    return handle().map(Processes::residentBytesWithChildren).orElse(0L);
  }
}
