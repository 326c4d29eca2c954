package io.barograph.cli;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.demo.Demo;
import io.barograph.cli.demo.DemoObserver;
import io.barograph.cli.demo.FaultSchedule;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows Barograph at work on this machine and on a simulated trading desk. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, Elasticsearch and Flink, runs Barograph's job on live data of this machine"
          + " and on a simulated trading desk, causes faults that it announces beforehand, shows"
          + " the alerts as they happen, and stops everything.",
      "Among the faults is a full load of all processors for 20 s, at the lowest priority.",
      "Exit status 0 if every announced fault was seen firing and resolved, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph demo                   three minutes",
      "  barograph demo --duration 10m    three rounds of faults"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption homeOption;
  @Mixin private PortOptions portOptions;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "3m",
      converter = DurationConverter.class,
      description =
          "how long to watch once the job runs, at least 150s (default: ${DEFAULT-VALUE})")
  private Duration duration;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "seed of the simulated desk (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FaultSchedule schedule = schedule();
    Installation installation = Installation.current();
    try (Stack stack =
        new Stack(homeOption.home(), installation, portOptions.ports(), this::print)) {
      Demo demo =
          new Demo(
              stack, installation, schedule, AlertLine.forReader(), this::print, DemoObserver.NONE);
      return demo.run(duration, seed) ? 0 : 1;
    }
  }

  private FaultSchedule schedule() {
    try {
      return FaultSchedule.of(duration);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
