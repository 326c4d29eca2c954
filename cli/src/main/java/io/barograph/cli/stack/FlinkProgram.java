package io.barograph.cli.stack;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A main class of the job's jar with Flink inside its own process: no cluster, no port, no server.
 *
 * @param home the folder that the process works in
 * @param name what it is called, and its log files are: {@code backtest}
 */
public record FlinkProgram(StackHome home, String name) {
  /** Where the process logs what it does. */
  public Path logFile() {
    return home.logFile(name);
  }

  /** What the process wrote to its standard error. */
  public Path errors() {
    return home.log().resolve(name + ".err");
  }

  /**
   * What a process came to.
   *
   * @param status its exit status
   * @param errors what it wrote to its standard error, without blanks around
   */
  public record Outcome(int status, String errors) {}

  /**
   * Runs {@code mainClass} to its end. It ends with this process at the latest.
   *
   * @param heap the most memory for objects, as Java writes it: {@code 1g}
   * @param told is given each line of its standard output as it comes
   * @throws StackException if the project was not built
   */
  public Outcome run(
      Installation installation,
      String mainClass,
      String heap,
      List<String> arguments,
      Consumer<String> told)
      throws IOException, InterruptedException {
    Process process = start(installation, mainClass, heap, arguments);
    Thread end = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(end);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.accept(line);
      }
    }
    int status = process.waitFor();
    boolean unused = Runtime.getRuntime().removeShutdownHook(end);
    return new Outcome(status, Files.readString(errors()).strip());
  }

  /** That it failed, with where to look for the reason. */
  public StackException failed(Outcome outcome) {
    boolean isOutOfMemory = outcome.errors().contains("OutOfMemoryError");
    return new StackException(
        "the %s failed with status %d: see %s and %s%s"
            .formatted(
                name,
                outcome.status(),
                logFile(),
                errors(),
                isOutOfMemory ? "; give it more memory with --heap" : ""));
  }

  private Process start(
      Installation installation, String mainClass, String heap, List<String> arguments)
      throws IOException {
    for (Path part : List.of(installation.flinkJars(), installation.jobJar())) {
      if (!Files.exists(part)) {
        throw new StackException(
            part + " is missing: start Barograph through its launcher, which builds it");
      }
    }
    home.create();
    FlinkConfiguration configuration = new FlinkConfiguration(home);
    Files.createDirectories(configuration.tmp());
    ConfigFile.write("log4j2.properties", Map.of(), configuration.logging());
    List<String> line =
        FlinkCommand.begin(configuration, new ServerProcess(name, home))
            .with("-Xmx" + heap, "-XX:+UseParallelGC")
            .with(
                "-cp",
                installation.flinkJars().resolve("*") + File.pathSeparator + installation.jobJar())
            .with(mainClass)
            .with(arguments)
            .line();
    return new ProcessBuilder(line)
        .redirectInput(new File("/dev/null"))
        .redirectError(errors().toFile())
        .start();
  }
}
