package io.barograph.cli;

import io.barograph.cli.stack.FlinkClient;
import io.barograph.cli.stack.IndexRetention;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Processes;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackLock;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack and leaves it running under a supervisor. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, Elasticsearch and a Flink session cluster, creates topics and index"
          + " templates, and leaves them running. A TaskManager that dies is started again.",
      "Needs a JDK 17 and about 3 GiB of memory; no root rights, no Docker. Every server listens"
          + " on 127.0.0.1 only."
    },
    footer = {
      "",
      "Examples:",
      "  barograph up",
      "  barograph up --retention 90d --retention audit=800d",
      "  barograph up --kafka-port 19092 --home /tmp/stack",
      "  .barograph/bin/flink run -d my-job.jar"
    })
final class UpCommand implements Callable<Integer> {
  /** The file whose appearance says that a stack is up. */
  private static final String READY = "ready";

  @Spec private CommandSpec spec;
  @Mixin private HomeOption homeOption;
  @Mixin private PortOptions portOptions;
  @Mixin private RetentionOption retentionOption;

  @Option(names = "--foreground", description = "stay, and stop the stack on Ctrl-C")
  private boolean foreground;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return foreground ? supervise() : detach();
  }

  private int supervise() throws IOException, InterruptedException {
    StackHome home = homeOption.home();
    Path ready = home.run().resolve(READY);
    Files.deleteIfExists(ready);
    Installation here = Installation.current();
    IndexRetention retention = retentionOption.retention(here.indexTemplates(), spec);
    try (Stack stack = new Stack(home, here, portOptions.ports(), retention, this::print)) {
      stack.start();
      print("the stack is up");
      print("  flink          " + stack.ports().flinkUrl());
      print("  elasticsearch  " + stack.ports().elasticsearchUrl());
      print("  kafka          " + stack.ports().kafkaAddress());
      print("  your own jobs  " + new FlinkClient(home, here).script() + " run");
      print("  logs           " + home.log());
      Files.createFile(ready);
      stack.supervisor().run();
    } finally {
      Files.deleteIfExists(ready);
    }
    return 0;
  }

  private int detach() throws IOException, InterruptedException {
    StackHome home = homeOption.home();
    retentionOption.retention(
        Installation.current().indexTemplates(), spec); // or says what is wrong
    home.create();
    StackLock.take(home).close();
    Path output = home.log().resolve("supervisor.out");
    Path ready = home.run().resolve(READY);
    Files.deleteIfExists(ready);
    Process supervisor =
        new ProcessBuilder(supervisorLine())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .start();
    Thread giveUp =
        new Thread(() -> Processes.end(supervisor.toHandle(), Duration.ofSeconds(60)), "give-up");
    Runtime.getRuntime().addShutdownHook(giveUp);
    int shown = 0;
    while (supervisor.isAlive() && !Files.exists(ready)) {
      shown = show(output, shown);
      Thread.sleep(200);
    }
    show(output, shown);
    try {
      Runtime.getRuntime().removeShutdownHook(giveUp);
    } catch (IllegalStateException e) {
      return 1; // interrupted: the hook is stopping the supervisor
    }
    return supervisor.isAlive() ? 0 : supervisor.waitFor();
  }

  private List<String> supervisorLine() {
    List<String> line = new ArrayList<>();
    line.add("setsid");
    line.add(Installation.java().toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(
        List.of("-cp", System.getProperty("java.class.path"), BarographCommand.class.getName()));
    line.addAll(List.of("up", "--foreground", homeOption.asArgument()));
    line.addAll(portOptions.asArguments());
    line.addAll(retentionOption.asArguments());
    return line;
  }

  private int show(Path output, int shown) throws IOException {
    List<String> lines = Files.readAllLines(output);
    lines.subList(Math.min(shown, lines.size()), lines.size()).forEach(this::print);
    return lines.size();
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
