package io.barograph.cli.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A main class of the job's jar with Flink inside its own process: no cluster, no port, no server.
 *
 * @param home the folder that the process works in
 * @param name the name of its log files
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
   * Starts {@code mainClass}. Its standard output is left for the caller to read.
   *
   * @param heap the most memory for objects, as Java writes it: {@code 1g}
   * @throws StackException if the project was not built
   */
  public Process start(
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
