package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that says which process plays a part, readable from another shell.
 *
 * <p>It holds the process id and the instant the process started, so that a process that was given
 * the same id later is not taken for ours.
 *
 * @param path the file
 */
public record PidFile(Path path) {
  /** How far two readings of one process's start may lie apart: the clock may have been set. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  /** Writes the file for {@code process}. */
  public void write(ProcessHandle process) throws IOException {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    Files.createDirectories(path.getParent());
    Files.writeString(path, process.pid() + " " + started + "\n");
  }

  /** The process of the file if it is still alive. */
  public Optional<ProcessHandle> alive() {
    String[] fields;
    try {
      fields = Files.readString(path).strip().split(" ");
    } catch (IOException e) {
      return Optional.empty();
    }
    if (fields.length != 2 || !isNumber(fields[0]) || !isNumber(fields[1])) {
      return Optional.empty();
    }
    Instant started = Instant.ofEpochMilli(Long.parseLong(fields[1]));
    return ProcessHandle.of(Long.parseLong(fields[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedAt(process, started));
  }

  /** Removes the file. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new StackException("cannot remove " + path + ": " + e.getMessage(), e);
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(actual, expected).abs().compareTo(START_TOLERANCE) <= 0)
        .orElse(true);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,18}");
  }
}
