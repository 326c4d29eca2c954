package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends processes and reads what they weigh. */
public final class Processes {
  private Processes() {}

  /** Asks {@code process} to end and, after {@code grace}, ends it and its children by force. */
  public static void end(ProcessHandle process, Duration grace) {
    List<ProcessHandle> family = Stream.concat(Stream.of(process), process.descendants()).toList();
    process.destroy();
    if (!awaitEnd(process, grace)) {
      family.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(process, Duration.ofSeconds(5));
      return;
    }
    family.stream().filter(ProcessHandle::isAlive).forEach(child -> end(child, grace));
  }

  private static boolean awaitEnd(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** The resident memory of {@code process} and its descendants in bytes; 0 where unknown. */
  public static long residentBytesWithChildren(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(Processes::residentBytes)
        .sum();
  }

  private static long residentBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
