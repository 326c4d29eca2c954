package io.barograph.cli;

import io.barograph.cli.anomaly.AnomalyIndex;
import io.barograph.cli.anomaly.LabelDesk;
import io.barograph.cli.elasticsearch.Elasticsearch;
import io.barograph.cli.orders.SilenceText;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether what a series, or an entity, did was an anomaly. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether what a watched series did between two times was an anomaly. If it was none"
          + " (--as false), the dynamic thresholds of the series reach as far from then on, for as"
          + " long as their look-back. An anomaly (--as true) moves nothing; it takes back what was"
          + " said before, and is left out of what is expected.",
      "The job obeys it five seconds from now, in quarters of an hour, if labels is one of its"
          + " inputs. With --elasticsearch, is_confirmed of the anomalies of that series and time is"
          + " set to the same: docs/detection.md.",
      "Labels without a name are an entity (entities of a pack). It has no bounds that could move:"
          + " is_confirmed of its anomalies is set, and nothing else."
    },
    footer = {
      "",
      "Examples:",
      "  barograph anomalies label 'node_load1{instance=\"a:9100\",job=\"node\"}' \\",
      "      --from 2026-01-02T02:00:00Z --to 2026-01-02T02:30:00Z --as false --comment backups",
      "  barograph anomalies label 'up{job=\"node\"}' --from 1h --as true --elasticsearch \\",
      "      http://127.0.0.1:9200",
      "  barograph anomalies label '{instance=\"a:9100\",job=\"node\"}' --from 1h --as true \\",
      "      --elasticsearch http://127.0.0.1:9200"
    })
final class AnomaliesLabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderDeskOption deskOption;
  @Mixin private OrderOption order;
  @Mixin private ElasticsearchOption elasticsearch;

  @Parameters(
      paramLabel = "SERIES",
      description =
          "its name and all its labels, as 'node_load1{job=\"node\"}'; of an entity its labels,"
              + " as '{instance=\"a:9100\"}'")
  private String series;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "since when: a time, or how long ago")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "until when (default: now)")
  private Instant to;

  @Option(
      names = "--as",
      required = true,
      arity = "1",
      paramLabel = "true|false",
      description = "true: it was an anomaly, false: it was none")
  private boolean isAnomaly;

  private final Opener opener;
  private final InstantSource clock;

  /** Where the command opens the desk. */
  @FunctionalInterface
  interface Opener {
    LabelDesk open(OrderDeskOption option) throws InterruptedException;
  }

  AnomaliesLabelCommand() {
    this(OrderDeskOption::openLabels, InstantSource.system());
  }

  AnomaliesLabelCommand(Opener opener, InstantSource clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SeriesLabel label = label();
    Optional<Elasticsearch> server = elasticsearch.server();
    if (!label.labels().metricName().isEmpty()) {
      opener.open(deskOption).say(label, order.author(), order.comment());
    } else if (server.isEmpty()) {
      throw wrong(
          "%s is an entity, as it has no name, and has no bounds: give its anomalies'"
                  .formatted(label.labels())
              + " --elasticsearch, or the name of a series, as 'node_load1{job=\"node\"}'");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %s from %s to %s, says %s"
            .formatted(
                label.labels(),
                isAnomaly ? "an anomaly" : "no anomaly",
                SilenceText.time(label.from()),
                SilenceText.time(label.to()),
                order.author()));
    if (server.isPresent()) {
      out.println(
          "is_confirmed is %s of %d anomalies"
              .formatted(isAnomaly, new AnomalyIndex(server.get()).confirm(label)));
    }
    out.flush();
    return 0;
  }

  private SeriesLabel label() {
    long now = clock.millis();
    try {
      Labels labels = Parser.parseMetric(series);
      if (labels.isEmpty()) {
        throw wrong("SERIES must have a name or labels, as 'node_load1{job=\"node\"}'");
      }
      return new SeriesLabel(
          labels,
          now + OrderOption.LEAD_MILLIS,
          OrderOption.newId(),
          from.toEpochMilli(),
          to == null ? now : to.toEpochMilli(),
          isAnomaly);
    } catch (ParseException noSeries) {
      throw wrong(
          "SERIES must be like 'node_load1{job=\"node\"}', was %s: %s"
              .formatted(series, noSeries.errors().get(0).message()));
    } catch (IllegalArgumentException noSpan) {
      throw wrong("--from, --to: " + noSpan.getMessage());
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
