package io.barograph.cli;

import io.barograph.cli.routes.RotaJson;
import io.barograph.cli.routes.RotaText;
import io.barograph.cli.routes.RoutingFiles;
import io.barograph.core.route.OnCallPlan;
import io.barograph.core.route.OnCallRota;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows who is on call by rotas. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Says of each rota in a file who is on call at a time, and with --days who will be. How people"
          + " are reached is not told. What the file means: docs/routing.md.",
      "Exit status 0 if somebody is on call by every rota, 1 if not or if the file is not valid."
    },
    footer = {
      "",
      "Examples:",
      "  barograph oncall show --config oncall.yml",
      "  barograph oncall show --config oncall.yml --rota desk --days 14",
      "  barograph oncall show --config oncall.yml --at 2026-01-05T08:00:00Z --output json"
    })
final class OnCallShowCommand implements Callable<Integer> {
  private static final int MAX_DAYS = 92;

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "the file of rotas")
  private Path config;

  @Option(names = "--rota", paramLabel = "NAME", description = "one rota; all unless given")
  private String name;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "the time asked about, as 2026-01-02T08:00:00Z or 1h for so long ago; now unless given")
  private Instant at = Instant.now();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "also say who is on call in the N days from then, at most " + MAX_DAYS)
  private int days;

  @Override
  public Integer call() {
    if (days < 0 || days > MAX_DAYS) {
      throw new ParameterException(
          spec.commandLine(), "--days must be 0 to %d, was %d".formatted(MAX_DAYS, days));
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<OnCallPlan> plan = RoutingFiles.readRotas(config, err);
    if (plan.isEmpty()) {
      return 1;
    }
    boolean isAlwaysSomebody = true;
    long from = at.toEpochMilli();
    for (OnCallRota rota : asked(plan.get())) {
      List<OnCallRota.Duty> duties = rota.duties(from, from + Duration.ofDays(days).toMillis());
      if (output.isJson()) {
        out.println(RotaJson.of(rota, from, duties));
      } else {
        RotaText.of(rota, from, duties).forEach(out::println);
      }
      isAlwaysSomebody &= rota.onCall(from).isPresent();
    }
    out.flush();
    return isAlwaysSomebody ? 0 : 1;
  }

  private List<OnCallRota> asked(OnCallPlan plan) {
    if (name == null) {
      return new ArrayList<>(plan.rotas().values());
    }
    if (!plan.rotas().containsKey(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no rota \"%s\" in %s: there are %s"
              .formatted(name, config, String.join(", ", plan.rotas().keySet())));
    }
    return List.of(plan.rotas().get(name));
  }
}
