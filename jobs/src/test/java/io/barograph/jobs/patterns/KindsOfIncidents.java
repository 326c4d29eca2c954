package io.barograph.jobs.patterns;

import io.barograph.core.alert.Alert;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Labels;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.incidents.IncidentsPipeline;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.IncidentPlan;
import io.barograph.jobs.rules.RulePacks;
import io.barograph.jobs.testing.AlertEpisodes;
import io.barograph.jobs.types.AlertSerializer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * A program of its own: an alert that grows worse and another, on services that a graph knows, as
 * incidents. Prints the kinds that occur, and what is missing.
 */
final class KindsOfIncidents {
  private static final long START = 1_760_000_000_000L;

  private KindsOfIncidents() {}

  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(DeploymentOptions.TARGET, "local")
                .set(PipelineOptions.GENERIC_TYPES, false));
    env.setParallelism(1);
    DataStream<Alert> alerts =
        env.fromData(alerts(), AlertSerializer.INSTANCE.typeInformation())
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Alert>forMonotonousTimestamps()
                    .withTimestampAssigner((alert, any) -> alert.updatedAt()));
    PatternsPipeline.Plan plan =
        new PatternsPipeline.Plan(
            PackPatterns.of(RulePacks.read(List.of(arguments[0]))),
            PatternsPipeline.Plan.DEFAULT_MAX_OPEN);
    DataStream<Incident> incidents =
        IncidentsPipeline.define(
            alerts,
            Map.of(BusinessFormat.TOPOLOGY, graph(env)),
            ChainModule.chains(alerts, Optional.empty(), plan, Optional.empty()),
            IncidentPlan.DEFAULT);
    Set<String> kinds = new TreeSet<>();
    try (CloseableIterator<Incident> all = incidents.executeAndCollect()) {
      all.forEachRemaining(incident -> kinds.add(incident.kind().wireName()));
    }
    System.out.println("kinds: " + String.join(" ", kinds));
    System.out.println("missing: " + ChainModule.missing().orElse("nothing"));
    Class<?> linked = Class.forName(BarographJob.class.getName());
    System.out.println(linked.getSimpleName() + " can be linked");
  }

  private static DataStream<IngestedRecord> graph(StreamExecutionEnvironment env) {
    ServiceGraph services =
        new ServiceGraph(Map.of("orders", List.of(), "web", List.of()), Map.of(), Map.of());
    Topology topology =
        new Topology("", services, Topology.USUAL_HEARTBEAT_INTERVAL, START - 60_000);
    return env.fromData(
            List.of(new IngestedRecord(topology, Ingested.ON_TIME)), IngestedSerializer.ofKind())
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<IngestedRecord>forMonotonousTimestamps()
                .withTimestampAssigner((one, any) -> one.record().time()));
  }

  private static List<Alert> alerts() {
    return List.of(
        AlertEpisodes.fires(slow("warning"), START),
        AlertEpisodes.fires(slow("error"), START + 60_000),
        AlertEpisodes.fires(slow("critical"), START + 120_000),
        AlertEpisodes.fires(
            Labels.of("alertname", "Errors", "service", "web", "severity", "error"),
            START + 1_200_000));
  }

  private static Labels slow(String severity) {
    return Labels.of("alertname", "Slow", "service", "orders", "severity", severity);
  }
}
