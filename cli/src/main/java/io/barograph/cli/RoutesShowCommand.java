package io.barograph.cli;

import io.barograph.cli.routes.RouteJson;
import io.barograph.cli.routes.RouteText;
import io.barograph.cli.routes.RoutingFiles;
import io.barograph.core.route.RoutingConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the tree of routes. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the tree of routes with what each inherits: which alerts it takes, who is told, how"
          + " alerts are grouped and when groups are told. At the end the receivers that no route"
          + " names.",
      "Exit status 0 if the file is valid, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph routes show --config alertmanager.yml",
      "  barograph routes show --config alertmanager.yml --output json | jq .routes[].receiver"
    })
final class RoutesShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "the routing file, an alertmanager.yml")
  private Path config;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<RoutingConfig> routing = RoutingFiles.read(config, spec.commandLine().getErr());
    if (routing.isEmpty()) {
      return 1;
    }
    if (output.isJson()) {
      out.println(RouteJson.of(routing.get()));
    } else {
      RouteText.of(routing.get()).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
