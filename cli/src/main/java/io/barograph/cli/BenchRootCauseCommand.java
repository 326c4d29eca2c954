package io.barograph.cli;

import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.rootcause.RootCauseBench;
import io.barograph.cli.rootcause.RootCauseBench.Result;
import io.barograph.cli.rootcause.RootCauseReport;
import io.barograph.core.rootcause.RootCausePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how often the root of an injected fault is found. */
@Command(
    name = "root-cause",
    mixinStandardHelpOptions = true,
    description = {
      "Ranks the services of each incident in systems with injected faults, and prints how often the"
          + " faulty one came first (top-1) and among the first three (top-3), for each data set and"
          + " kind of fault, beside what was measured before.",
      "A PetShop folder holds edges.csv, normal_metrics.csv.gz, issue_metrics.csv.gz and"
          + " ground_truth.json; a Nezha folder edges.csv, metrics.csv.gz, trace_services.csv.gz,"
          + " trace_edges.csv.gz, log_services.csv.gz and faults.json.",
      "The ranking is told when an incident was seen and nothing else of it. What is usual is learned"
          + " from before it; where faults were injected is read for the score alone."
    },
    footer = {
      "",
      "Example:",
      "  barograph bench root-cause --petshop ../shared/data/rca/petshop/low_traffic \\",
      "    --nezha ../shared/data/rca/nezha/onlineboutique \\",
      "    --nezha ../shared/data/rca/nezha/trainticket --out roots.json"
    })
final class BenchRootCauseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--petshop",
      paramLabel = "DIR",
      description = "a folder of PetShop; may be given again")
  private List<Path> petShops = new ArrayList<>();

  @Option(
      names = "--nezha",
      paramLabel = "DIR",
      description = "a folder of Nezha; may be given again")
  private List<Path> nezhas = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "DURATION",
      defaultValue = "4m",
      converter = DurationConverter.class,
      description =
          "of a Nezha incident: so long after the injection is looked at, default ${DEFAULT-VALUE}")
  private Duration window = Duration.ofMinutes(4);

  @Option(names = "--cases", description = "print the candidates of each case and why too")
  private boolean cases;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "write all of it as JSON; zipped if it ends on .gz")
  private String out = "";

  @Override
  public Integer call() throws IOException {
    if (petShops.isEmpty() && nezhas.isEmpty()) {
      throw wrong("--petshop or --nezha must name a folder");
    }
    if (window.compareTo(Duration.ofMinutes(1)) < 0) {
      throw wrong("--window must be >= 1m, was " + window);
    }
    List<Result> results = new ArrayList<>();
    for (Path folder : petShops) {
      results.add(RootCauseBench.petShop(folder("--petshop", folder), RootCausePolicy.DEFAULT));
    }
    for (Path folder : nezhas) {
      results.add(RootCauseBench.nezha(folder("--nezha", folder), window, RootCausePolicy.DEFAULT));
    }
    PrintWriter text = spec.commandLine().getOut();
    RootCauseReport.table(results).forEach(text::println);
    if (cases) {
      text.println();
      RootCauseReport.cases(results).forEach(text::println);
    }
    text.flush();
    if (!out.isEmpty()) {
      new FigureTable(out, text).write(List.of(FigureTable.pretty(RootCauseReport.json(results))));
    }
    return 0;
  }

  private Path folder(String option, Path folder) {
    if (!Files.isReadable(folder.resolve("edges.csv"))) {
      throw wrong("%s must be a folder with an edges.csv, was %s".formatted(option, folder));
    }
    return folder;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
