package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Flink's own command line client, aimed at the stack's cluster. */
public final class FlinkClient {
  private static final String MAIN = "org.apache.flink.client.cli.CliFrontend";

  private final StackHome home;
  private final Installation installation;

  /** The client of the stack in {@code home}. */
  public FlinkClient(StackHome home, Installation installation) {
    this.home = home;
    this.installation = installation;
  }

  /** The script that runs the client for the user. */
  public Path script() {
    return home.bin().resolve("flink");
  }

  /** Writes {@link #script}. */
  public void writeScript() throws IOException {
    String line =
        line().stream().map(part -> "'" + part + "'").collect(Collectors.joining(" \\\n  "));
    Files.writeString(
        script(),
        """
        #!/bin/sh
        FLINK_CONF_DIR='%s'
        export FLINK_CONF_DIR
        exec %s "$@"
        """
            .formatted(new FlinkConfiguration(home).folder(), line));
    if (!script().toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + script() + " executable");
    }
  }

  /**
   * Runs the client and waits for its end.
   *
   * @param arguments such as {@code run -d job.jar}
   * @return what it printed
   * @throws StackException if it fails
   */
  public String run(List<String> arguments) throws IOException, InterruptedException {
    Path output = home.log().resolve("flink-client.out");
    List<String> command = new ArrayList<>(line());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("FLINK_CONF_DIR", new FlinkConfiguration(home).folder().toString());
    if (builder.start().waitFor() != 0) {
      throw new StackException("'flink " + String.join(" ", arguments) + "' failed: see " + output);
    }
    return Files.readString(output);
  }

  private List<String> line() {
    FlinkConfiguration configuration = new FlinkConfiguration(home);
    return FlinkCommand.begin(configuration, new ServerProcess("flink-client", home))
        .with("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .main(installation.flinkJars(), MAIN)
        .line();
  }
}
