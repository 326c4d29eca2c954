package io.barograph.cli;

import io.barograph.cli.forecast.CapacityIndex;
import io.barograph.cli.forecast.CapacityPage;
import io.barograph.cli.forecast.CapacityRun;
import io.barograph.cli.forecast.ResourcePlan;
import io.barograph.ml.forecast.CapacityPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plans the capacity of the resources of a file. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    description = {
      "Says of each series of a file, the usage of a resource, when it reaches its limit if it goes"
          + " on as it did: docs/detection.md.",
      "The file has the columns timestamp, series and value, of at least 14 days; the usage of a"
          + " day is the 95th percentile of its values, the trend the one of Theil and Sen.",
      "Writes a JSON object a line: resource_type, current_usage, predicted_usage with its"
          + " interval, days_until_limit, recommendations, forecast_period and confidence_score,"
          + " the share of earlier plans that were right. With --elasticsearch they are documents"
          + " of barograph-capacity-*, one a resource and day: what is written again changes"
          + " nothing."
    },
    footer = {
      "",
      "Examples:",
      "  barograph capacity --input disks.csv.gz --limit 0.9",
      "  barograph capacity --input memory.csv --limit 64e9 --output plans.jsonl",
      "  barograph capacity --input disks.csv --limit 0.9 --report capacity.html",
      "  barograph capacity --input disks.csv --limit 0.9 --period 30d"
    })
final class CapacityCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 3_650;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "the usage, *.csv or *.csv.gz")
  private Path input;

  @Option(
      names = "--limit",
      required = true,
      paramLabel = "N",
      description = "what usage should not reach, in its own units")
  private double limit;

  @Option(
      names = "--period",
      paramLabel = "TIME",
      defaultValue = "90d",
      converter = DurationConverter.class,
      description = "so far ahead, in days (default: 90d)")
  private Duration period;

  @Option(names = "--output", paramLabel = "FILE", description = "the file of plans, JSON Lines")
  private Path output;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "a page of HTML with a table and a plot of each resource")
  private Path report;

  @Mixin private ElasticsearchOption elasticsearch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long days = period.toDays();
    if (days < 1 || days > MOST_DAYS) {
      throw new ParameterException(
          spec.commandLine(), "--period must be 1d to %dd".formatted(MOST_DAYS));
    }
    if (!Double.isFinite(limit)) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be a number, as 0.9, was " + limit);
    }
    if (!Files.isRegularFile(input)) {
      throw new ParameterException(spec.commandLine(), "--input must be a file, was " + input);
    }
    Optional<CapacityIndex> index = elasticsearch.server().map(CapacityIndex::new);
    CapacityRun run = new CapacityRun(limit, (int) days);
    run.run(input);
    PrintWriter out = spec.commandLine().getOut();
    run.plans().forEach(plan -> print(plan, out));
    run.tooShort()
        .forEach(
            resource ->
                out.println(
                    "%s: fewer than %d days, no plan"
                        .formatted(resource, CapacityPlan.FEWEST_DAYS)));
    write(run, out);
    if (index.isPresent()) {
      for (ResourcePlan plan : run.plans()) {
        index.get().write(plan);
      }
      out.println("%d plans are in Elasticsearch".formatted(run.plans().size()));
    }
    return run.plans().isEmpty() ? 1 : 0;
  }

  private void write(CapacityRun run, PrintWriter out) throws IOException {
    if (output != null) {
      try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(output))) {
        run.plans().forEach(plan -> file.println(plan.json()));
      }
      out.println("written to " + output);
    }
    if (report != null) {
      Files.writeString(report, CapacityPage.of(run.plans(), run.tooShort()));
      out.println("written to " + report);
    }
  }

  private static void print(ResourcePlan resource, PrintWriter out) {
    CapacityPlan plan = resource.plan();
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %.4g now, %.4g in %d days (%.4g to %.4g); %s%s",
            resource.resource(),
            plan.currentUsage(),
            plan.predictedUsage(),
            plan.forecastDays(),
            plan.lower(),
            plan.upper(),
            resource.sentence(),
            Double.isNaN(plan.confidence())
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; %.0f %% of earlier plans were right",
                    100 * plan.confidence())));
  }
}
