package io.barograph.cli;

import io.barograph.cli.peers.PeerFileRun;
import io.barograph.cli.peers.PeerTableFile;
import io.barograph.core.detect.PeerWatch;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.peers.PeerClustering;
import io.barograph.ml.peers.PeerComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says which entities are unlike their peers. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = {
      "Says which entities, such as hosts or disks, are unlike their peers: docs/detection.md.",
      "The file has the columns timestamp and unit, and one for each metric, in the order of time;"
          + " a column cycle is left out. Times are milliseconds since the epoch; an empty value is"
          + " missing.",
      "Behind each span, mean and deviation of each metric of an entity over it are compared with"
          + " those of the others: clusters of entities that do the same are found, and the score"
          + " is how far an entity is from the nearest, from 0 to 1; from 0.5 on it is unlike its"
          + " peers. Fewer than "
          + PeerComparison.FEWEST
          + " entities are not compared.",
      "Writes timestamp,unit,peer_distance_score,cluster,reason,metric,statistic,deviation, a row"
          + " for each entity and span; timestamp is the end of the span, and metric and statistic"
          + " are what differs most, by deviation."
    },
    footer = {
      "",
      "Examples:",
      "  barograph peers --input hosts.csv --output scores.csv",
      "  barograph peers --input disks.csv --span 1d --output scores.csv.gz"
    })
final class PeersCommand implements Callable<Integer> {
  private static final long SEED = 1;
  private static final int NAMED = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "a file *.csv or *.csv.gz")
  private Path input;

  @Option(
      names = "--span",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "entities are compared by their profiles over such a span, 1m to 1d; 1h unless"
              + " given")
  private Duration span = PeerWatch.DEFAULT_SPAN;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "the file of scores, zipped if it ends on .gz")
  private Path output;

  @Override
  public Integer call() throws IOException {
    FleetOption.check("--input", input, spec);
    if (span.compareTo(PeerWatch.SHORTEST_SPAN) < 0 || span.compareTo(PeerWatch.LONGEST_SPAN) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--span must be 1m to 1d, was %d s".formatted(span.toSeconds()));
    }
    PeerClustering clustering =
        PeerClustering.ofBuild()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), Detectors.withoutSmile("the clustering of profiles")));
    PrintWriter out = spec.commandLine().getOut();
    try (PeerTableFile table = new PeerTableFile(output)) {
      PeerFileRun run = new PeerFileRun(new PeerComparison(clustering, SEED), span, table);
      run.read(input);
      List<String> unlike = run.unlike();
      out.println("%d spans, unlike their peers: %d".formatted(run.spans(), unlike.size()));
      unlike.stream().limit(NAMED).forEach(unit -> out.println("  " + unit));
      return run.spans() > 0 ? 0 : 1;
    }
  }
}
