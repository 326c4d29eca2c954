package io.barograph.jobs.replay;

import io.barograph.cep.chain.StateChangeSerializer;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.core.incident.Topology;
import io.barograph.core.pattern.StateChange;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.TopologyReader;
import io.barograph.jobs.incidents.IncidentsPipeline;
import io.barograph.jobs.incidents.PlacedEvidenceSerializer;
import io.barograph.jobs.options.IncidentPlan;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.patterns.ChainModule;
import io.barograph.jobs.patterns.PackPatterns;
import io.barograph.jobs.patterns.PatternsPipeline;
import io.barograph.jobs.rules.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Recorded alerts, changes and heartbeats to incidents, in this process and through the operators
 * of the job. Into the folder {@code --output} go {@code incidents.csv} and {@code members.csv}.
 */
public final class IncidentReplayJob {
  /** The exit status if arguments or files cannot be used; the reason is on stderr. */
  public static final int UNUSABLE = 2;

  /** The exit status if some lines were left out; the first reasons are on stderr. */
  public static final int INCOMPLETE = 1;

  private IncidentReplayJob() {}

  /** Reads the files and runs the operators on them. */
  public static void main(String[] arguments) throws Exception {
    try {
      JobExecutionResult result = run(ReplayArguments.parse(arguments));
      long lines = result.getAccumulatorResult(EvidenceFiles.LINES);
      long refused = result.getAccumulatorResult(EvidenceFiles.REFUSED);
      System.out.printf("%d lines read, %d of them left out%n", lines, refused);
      ChainModule.missing().ifPresent(System.out::println);
      if (refused > 0) {
        List<String> reasons = result.getAccumulatorResult(EvidenceFiles.REASONS);
        reasons.forEach(System.err::println);
        System.exit(INCOMPLETE);
      }
    } catch (InvalidOptionsException unusable) {
      System.err.println(unusable.getMessage());
      System.exit(UNUSABLE);
    }
  }

  static JobExecutionResult run(ReplayArguments arguments) throws Exception {
    Topology topology = topology(arguments.topology());
    Files.createDirectories(arguments.output());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration());
    env.setParallelism(1);
    List<Path> inputs = arguments.inputs();
    DataStream<PlacedEvidence> evidence =
        env.fromSequence(0, inputs.size() - 1L)
            .uid("files")
            .flatMap(new EvidenceFiles(inputs))
            .returns(PlacedEvidenceSerializer.INSTANCE.typeInformation())
            .uid("evidence")
            .assignTimestampsAndWatermarks(LatenessClock.strategy(arguments.lateness()))
            .uid("clock");
    DataStream<PlacedEvidence> graph =
        env.fromData(
                PlacedEvidenceSerializer.INSTANCE.typeInformation(),
                new PlacedEvidence(topology.environment(), topology))
            .uid("topology");
    DataStream<PlacedEvidence> all = graph.union(evidence);
    if (ChainModule.missing().isEmpty()) {
      all = all.union(chains(evidence, patterns(arguments)));
    }
    IncidentsPipeline.correlate(all, IncidentPlan.DEFAULT)
        .sinkTo(new IncidentTables(arguments.output(), arguments.groupWait().toMillis()))
        .uid("tables");
    return env.execute("incidents replay");
  }

  private static DataStream<PlacedEvidence> chains(
      DataStream<PlacedEvidence> evidence, PatternsPipeline.Plan plan) {
    return IncidentsPipeline.ofChains(
        PatternsPipeline.define(stages(evidence), plan).matches(), IncidentPlan.DEFAULT.places());
  }

  private static PatternsPipeline.Plan patterns(ReplayArguments arguments) {
    return new PatternsPipeline.Plan(
        PackPatterns.of(RulePacks.read(arguments.packs())), PatternsPipeline.Plan.DEFAULT_MAX_OPEN);
  }

  private static DataStream<StateChange> stages(DataStream<PlacedEvidence> evidence) {
    return evidence
        .<StateChange>flatMap((placed, out) -> RecordedStages.of(placed).ifPresent(out::collect))
        .returns(StateChangeSerializer.INSTANCE.typeInformation())
        .uid("stages");
  }

  private static Topology topology(Path file) throws IOException {
    try {
      return new TopologyReader().read(JsonRecordFields.of(Files.readAllBytes(file)));
    } catch (MalformedRecordException malformed) {
      throw new InvalidOptionsException(file + ": " + malformed.getMessage());
    }
  }

  private static Configuration configuration() {
    Configuration flink = new Configuration();
    flink.set(DeploymentOptions.TARGET, "local");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    return flink;
  }
}
