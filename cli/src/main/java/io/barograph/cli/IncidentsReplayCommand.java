package io.barograph.cli;

import io.barograph.cli.backtest.ProgressLine;
import io.barograph.cli.stack.FlinkProgram;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes incidents of recorded alerts. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Makes incidents of recorded alerts, changes and heartbeats, through the job's own"
          + " operators.",
      "Needs no running stack. Time is taken from the data alone.",
      "",
      "The input is JSON lines; 'type' says what each is:",
      "  alert      t (epoch seconds), service, host, rule, severity, status, fingerprint, id",
      "  deploy     t, service, version, id          (also config, model)",
      "  heartbeat  t, service",
      "The topology is one JSON object: calls, host, weight, heartbeat_interval_s.",
      "",
      "DIR gets incidents.csv (incident_id,opened,kind,root,notifications) and members.csv",
      "(alert_id,incident_id,joined_reason). Exit status 0 if all was read, 1 if lines were left",
      "out or the run failed, 2 if files or options are unusable. A run of more than two seconds",
      "says on stderr how far it is."
    },
    footer = {
      "",
      "Example:",
      "  barograph incidents replay --topology topology.json --input events.jsonl.gz --out"
          + " incidents"
    })
final class IncidentsReplayCommand implements Callable<Integer> {
  private static final String MAIN = "io.barograph.jobs.replay.IncidentReplayJob";

  @Spec private CommandSpec spec;

  @Option(
      names = "--topology",
      required = true,
      paramLabel = "FILE",
      description = "the graph of services, as the topic of topologies has it")
  private Path topology;

  @Option(
      names = "--input",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "what was recorded, JSON lines, also with .gz")
  private List<Path> inputs;

  @Option(
      names = "--patterns",
      arity = "1..*",
      paramLabel = "PACK",
      description =
          "rule packs whose patterns are looked for (default: the pack chains that ships)")
  private List<Path> patterns;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the tables go")
  private Path out;

  @Option(
      names = "--lateness",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "how much later than others a line may come (default: 30s)")
  private Duration lateness = Duration.ofSeconds(30);

  @Option(
      names = "--group-wait",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "how long an incident lasts before somebody is told, as in alertmanager.yml (default:"
              + " 30s)")
  private Duration groupWait = Duration.ofSeconds(30);

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "memory for objects of the process that replays (default: 1g)")
  private String heap;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackHome home = new StackHome(Files.createTempDirectory("barograph-replay"));
    FlinkProgram program = new FlinkProgram(home, "replay");
    Installation installation = Installation.current();
    if (patterns == null) {
      patterns = List.of(installation.rules().resolve("chains"));
    }
    ProgressLine progress =
        new ProgressLine("lines", spec.commandLine().getErr(), System::nanoTime);
    List<String> told = new ArrayList<>();
    FlinkProgram.Outcome outcome =
        program.run(
            installation,
            MAIN,
            heap,
            arguments(),
            line -> {
              if (!progress.take(line)) {
                told.add(line);
              }
            });
    progress.end();
    if (outcome.status() != CommandLine.ExitCode.OK && told.isEmpty()) {
      return failed(outcome, program, home);
    }
    PrintWriter text = spec.commandLine().getOut();
    told.forEach(text::println);
    text.println(
        "written to " + out.resolve("incidents.csv") + " and " + out.resolve("members.csv"));
    text.flush();
    if (!outcome.errors().isEmpty()) {
      spec.commandLine().getErr().println(outcome.errors());
    }
    home.purge();
    return outcome.status();
  }

  private int failed(FlinkProgram.Outcome outcome, FlinkProgram program, StackHome home)
      throws IOException {
    if (outcome.status() != CommandLine.ExitCode.USAGE) {
      throw program.failed(outcome);
    }
    spec.commandLine().getErr().println(outcome.errors());
    home.purge();
    return outcome.status();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--topology", topology.toString()));
    inputs.forEach(input -> arguments.addAll(List.of("--input", input.toString())));
    patterns.forEach(pack -> arguments.addAll(List.of("--patterns", pack.toString())));
    arguments.addAll(List.of("--output", out.toString()));
    arguments.addAll(List.of("--lateness", lateness.toString()));
    arguments.addAll(List.of("--group-wait", groupWait.toString()));
    return arguments;
  }
}
