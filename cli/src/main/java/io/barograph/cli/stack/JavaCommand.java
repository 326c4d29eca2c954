package io.barograph.cli.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java program, put together part by part. */
final class JavaCommand {
  private final List<String> line = new ArrayList<>();

  /** A program run by the {@code java} that runs us. */
  JavaCommand() {
    line.add(Installation.java().toString());
    line.add("-XX:-UsePerfData"); // leaves no files in the system's temporary folder
  }

  /** Adds options of the virtual machine, or arguments once {@link #main} was called. */
  JavaCommand with(String... parts) {
    line.addAll(List.of(parts));
    return this;
  }

  /** Adds options of the virtual machine, or arguments once {@link #main} was called. */
  JavaCommand with(List<String> parts) {
    line.addAll(parts);
    return this;
  }

  /** Names the class path, which is all jars of {@code jars}, and the main class. */
  JavaCommand main(Path jars, String mainClass) {
    return with("-cp", jars.resolve("*").toString(), mainClass);
  }

  /** The whole line. */
  List<String> line() {
    return List.copyOf(line);
  }
}
