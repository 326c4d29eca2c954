package io.barograph.cli;

import io.barograph.cli.routes.RouteJson;
import io.barograph.cli.routes.RouteReport;
import io.barograph.cli.routes.RouteText;
import io.barograph.cli.routes.RoutingFiles;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.promql.routing.MatcherSyntax;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says who is told of an alert. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Says who is told of an alert with these labels and why: each route that is tried, and the"
          + " matcher by which it does not take the alert; for each receiver the key of the group,"
          + " when it is told, and whether a time interval keeps it quiet at the time asked about;"
          + " and the inhibition rules by which another alert can mute it. With --extensions also"
          + " how much a receiver is told at most, the rules by which the graph of services can"
          + " mute it, and the escalations by which others are told later; its priority is that"
          + " of its severity.",
      "What the parts of the file mean: docs/routing.md.",
      "Exit status 0 if the file is valid and the receivers are those expected, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph routes test --config alertmanager.yml alertname=Down severity=critical",
      "  barograph routes test --config alertmanager.yml --at 2026-01-03T02:00:00Z team=db",
      "  barograph routes test --config alertmanager.yml --extensions routing.yml team=db",
      "  barograph routes test --config alertmanager.yml --expect pager,desk severity=critical",
      "  barograph routes test --config alertmanager.yml --output json 'name=\"a, b\"' | jq .receivers"
    })
final class RoutesTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(
      arity = "0..*",
      paramLabel = "LABEL",
      description = "labels of the alert, each as name=value")
  private List<String> labels = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "the routing file, an alertmanager.yml")
  private Path config;

  @Option(
      names = "--extensions",
      paramLabel = "FILE",
      description = "the file beside it, as routing.extensions of the job names it")
  private Path extensions;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "the time asked about, as 2026-01-02T08:00:00Z or 1h for so long ago; now"
              + " unless given")
  private Instant at = Instant.now();

  @Option(
      names = "--expect",
      paramLabel = "RECEIVER",
      split = ",",
      description = "the receivers that have to be told, in order")
  private List<String> expected;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Labels alert = alert();
    Optional<RoutingConfig> routing = RoutingFiles.read(config, err);
    if (routing.isEmpty()) {
      return 1;
    }
    Optional<RoutingExtensions> beside =
        extensions == null
            ? Optional.of(RoutingExtensions.NONE)
            : RoutingFiles.readExtensions(extensions, routing.get(), err);
    if (beside.isEmpty()) {
      return 1;
    }
    RouteReport report = RouteReport.of(routing.get(), beside.get(), alert, at.toEpochMilli());
    if (output.isJson()) {
      out.println(RouteJson.of(report));
    } else {
      RouteText.of(report).forEach(out::println);
    }
    out.flush();
    if (expected != null && !expected.equals(report.receivers())) {
      err.println(
          "expected the receivers %s, but %s are told"
              .formatted(String.join(", ", expected), String.join(", ", report.receivers())));
      err.flush();
      return 1;
    }
    return 0;
  }

  private Labels alert() {
    Labels.Builder alert = Labels.builder();
    try {
      for (String text : labels) {
        for (LabelMatcher label : MatcherSyntax.parse(text)) {
          if (label.type() != LabelMatcher.Type.EQUAL) {
            throw new IllegalArgumentException(
                "a label is written name=value, not with %s: %s"
                    .formatted(label.type().symbol(), text));
          }
          alert.add(label.name(), label.value());
        }
      }
      return alert.build();
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
    }
  }
}
