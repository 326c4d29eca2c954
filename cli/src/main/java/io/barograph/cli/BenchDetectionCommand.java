package io.barograph.cli;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.demo.Demo;
import io.barograph.cli.demo.FaultSchedule;
import io.barograph.cli.detection.Detection;
import io.barograph.cli.detection.DetectionBench;
import io.barograph.cli.detection.DetectionTable;
import io.barograph.cli.detection.FaultRules;
import io.barograph.cli.detection.PrometheusSide;
import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes the time from faults to alerts. */
@Command(
    name = "detection",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the demonstration with its schedule of faults and takes the time from the beginning of"
          + " each to its alert: the evaluation at which it fires, the moment at which it can be"
          + " read, and the incident it belongs to. There is no notification yet, for there is no"
          + " routing yet.",
      "Where prometheus and prometheus-alertmanager are installed, both run beside it with the same"
          + " rules on the same samples: Prometheus tells, and Alertmanager, grouping by alert name"
          + " and with its defaults, notifies. Rules on derived samples, which Prometheus does not"
          + " have, are named.",
      "Everything happens in real time. Exit status 0 if each fault has its alert, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph bench detection                          one round, three minutes",
      "  barograph bench detection --duration 30m --out detection.csv",
    })
final class BenchDetectionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption homeOption;
  @Mixin private PortOptions portOptions;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "3m",
      converter = DurationConverter.class,
      description = "one round of faults for each three minutes, at least 150s (default: 3m)")
  private Duration duration;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "seed of the simulated desk (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--prometheus",
      paramLabel = "FILE",
      description = "the program (default: prometheus on the search path)")
  private Optional<Path> prometheus;

  @Option(
      names = "--alertmanager",
      paramLabel = "FILE",
      description = "the program (default: prometheus-alertmanager on the search path)")
  private Optional<Path> alertmanager;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the table as CSV, a row for each rule of each fault; zipped if .gz follows")
  private Optional<String> out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FaultSchedule schedule = schedule();
    requireProgram("--prometheus", prometheus);
    requireProgram("--alertmanager", alertmanager);
    Installation installation = Installation.current();
    FaultRules rules = FaultRules.in(Demo.packs(installation));
    Optional<PrometheusSide> side = startPrometheus(rules);
    try {
      DetectionBench bench = new DetectionBench(side);
      boolean isComplete = run(schedule, installation, bench);
      print(bench.detections(schedule, rules), side);
      return isComplete ? 0 : 1;
    } finally {
      side.ifPresent(PrometheusSide::close);
    }
  }

  private boolean run(FaultSchedule schedule, Installation installation, DetectionBench bench)
      throws IOException, InterruptedException {
    try (Stack stack =
        new Stack(homeOption.home(), installation, portOptions.ports(), this::print)) {
      return new Demo(stack, installation, schedule, AlertLine.forReader(), this::print, bench)
          .run(duration, seed);
    }
  }

  private Optional<PrometheusSide> startPrometheus(FaultRules rules)
      throws IOException, InterruptedException {
    PrometheusSide.Programs installed = PrometheusSide.programs();
    Optional<Path> program = prometheus.or(installed::prometheus);
    if (program.isEmpty()) {
      print("prometheus is not installed: Barograph alone is timed");
      return Optional.empty();
    }
    Optional<Path> notifier = alertmanager.or(installed::alertmanager);
    if (notifier.isEmpty()) {
      print("prometheus-alertmanager is not installed: Prometheus notifies nobody");
    }
    homeOption.home().create();
    Path folder = Files.createTempDirectory(homeOption.home().data(), "detection");
    PrometheusSide side = PrometheusSide.start(program.get(), notifier, folder, rules.files());
    print("Prometheus %s runs beside, its logs are in %s".formatted(side.version(), folder));
    return Optional.of(side);
  }

  private void print(List<Detection> detections, Optional<PrometheusSide> side) throws IOException {
    print("");
    print("seconds from the beginning of a fault");
    DetectionTable.lines(detections).forEach(this::print);
    side.filter(ran -> ran.lost() > 0)
        .ifPresent(ran -> print("%,d samples did not reach Prometheus".formatted(ran.lost())));
    if (out.isPresent()) {
      new FigureTable(out.get(), spec.commandLine().getOut()).write(DetectionTable.csv(detections));
    }
  }

  private FaultSchedule schedule() {
    try {
      return FaultSchedule.of(duration);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private void requireProgram(String option, Optional<Path> program) {
    if (program.isPresent() && !Files.isExecutable(program.get())) {
      throw new ParameterException(
          spec.commandLine(), option + " must be a program, was " + program.get());
    }
  }

  private void print(String line) {
    PrintWriter text = spec.commandLine().getOut();
    text.println(line);
    text.flush();
  }
}
