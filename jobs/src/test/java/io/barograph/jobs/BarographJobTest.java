package io.barograph.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.options.NotificationOptions;
import io.barograph.ml.peers.PeerClustering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wiring of the whole job, in the configuration that it runs with. */
class BarographJobTest {
  private static final String UID = "(Sink Committer: )?[a-z]+(-[a-z0-9]+)*";
  private static final String NAME =
      "(Source: )?[a-z][A-Za-z -]+( level [0-9]| [0-9] stages)?(: (Writer|Committer))?";

  @TempDir Path folder;

  @Test
  void hasAPlanWithoutGenericTypesOrGeneratedUids() {
    assertThat(environment(Pipeline.values()).getExecutionPlan()).contains("rules on raw series");
  }

  @Test
  void everyOperatorHasAUidAndAReadableName() {
    assertThat(nodes(Pipeline.values()))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).isNotNull();
              assertThat(node.getOperatorName()).matches(NAME);
            });
  }

  @Test
  void savepointsFindTheirOperatorsByTheseUids() {
    assertThat(uids(Pipeline.values()))
        .contains(
            "ingest-metrics",
            "log-counts-logs",
            "log-tally-logs",
            "samples-for-anomalies",
            "measure-anomalies",
            "samples-for-forecasts",
            "measure-forecasts",
            "anomalies-to-elasticsearch-all",
            "forecasts-to-elasticsearch-all",
            "batch-raw-metrics",
            "batch-derived-logs-logs",
            "series-stage-raw",
            "series-stage-derived",
            "shared-alerts-raw",
            "shared-forgotten-alerts-derived",
            "alert-owners",
            "alert-messages-raw",
            "alerts-to-kafka-raw",
            "alerts-to-kafka-derived",
            "episodes-to-elasticsearch-raw",
            "dead-letters-to-kafka-metrics")
        .allMatch(uid -> uid.matches(UID));
  }

  /** Any other output would cost a thread that Flink wakes a hundred times a second. */
  @Test
  void onlyRecordsThatGoOneByOneWaitForEachOther() {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, shippedPacks());
    List<String> business = List.of("quotes", "requests", "predictions", "outcomes");
    List<String> inputs = new ArrayList<>(configuration.get(BarographOptions.INPUTS));
    inputs.addAll(business);
    configuration.set(BarographOptions.INPUTS, inputs);
    business.forEach(name -> configuration.set(BarographOptions.inputFormat(name), name));

    assertThat(environment(JobOptions.of(configuration)).getStreamGraph().getStreamNodes())
        .filteredOn(node -> node.getBufferTimeout() != 0)
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "log-counts-logs",
            "quotes-without-heartbeats",
            "requests-on-symbols",
            "prediction-join",
            "samples-for-anomalies",
            "ingest-quotes")
        .allMatch(
            uid ->
                uid.matches(
                    "ingest-.*|log-counts-.*|samples-for-.*|quotes-without-heartbeats"
                        + "|requests-on-symbols|prediction-join"));
  }

  @Test
  void whatPredictsFailuresIsThereWhereAPackAsksForIt() throws IOException {
    Path pack = Files.createDirectory(folder.resolve("units"));
    Files.writeString(
        pack.resolve("barograph.yml"), "predictions: [{name: disks, match: wear, by: [disk]}]");
    Configuration configuration = onAlerts("up == 0");
    configuration.set(
        BarographOptions.RULE_PATHS,
        List.of(configuration.get(BarographOptions.RULE_PATHS).get(0), pack.toString()));
    configuration.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));

    assertThat(uids(configuration))
        .contains("samples-for-failures", "measure-failures", "failures-to-elasticsearch-all");
    assertThat(uids(Pipeline.values())).noneMatch(uid -> uid.contains("failures"));
  }

  /** In a build with clusters; without, the job does not start. */
  @Test
  void whatComparesPeersIsThereWhereAPackAsksForIt() throws IOException {
    assumeTrue(PeerClustering.ofBuild().isPresent());
    Path pack = Files.createDirectory(folder.resolve("hosts"));
    Files.writeString(
        pack.resolve("barograph.yml"), "peers: [{name: hosts, match: load, by: [instance]}]");
    Configuration configuration = onAlerts("up == 0");
    configuration.set(
        BarographOptions.RULE_PATHS,
        List.of(configuration.get(BarographOptions.RULE_PATHS).get(0), pack.toString()));
    configuration.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));

    assertThat(uids(configuration))
        .contains("samples-for-peers", "measure-peers", "peers-to-elasticsearch-all");
    assertThat(uids(Pipeline.values())).noneMatch(uid -> uid.contains("peers"));
  }

  @Test
  void whatWatchesEntitiesIsThereWhereAPackAsksForIt() throws IOException {
    Path pack = Files.createDirectory(folder.resolve("servers"));
    Files.writeString(
        pack.resolve("barograph.yml"), "entities: [{name: servers, match: up, by: [instance]}]");
    Configuration configuration = onAlerts("up == 0");
    configuration.set(
        BarographOptions.RULE_PATHS,
        List.of(configuration.get(BarographOptions.RULE_PATHS).get(0), pack.toString()));
    configuration.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));

    assertThat(uids(configuration))
        .contains("samples-for-entities", "measure-entities", "entities-to-elasticsearch-all");
    assertThat(uids(Pipeline.values())).noneMatch(uid -> uid.contains("entities"));
  }

  @Test
  void whatPeopleSayOfSeriesGoesToWhatWatchesThem() {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, shippedPacks());
    List<String> inputs = new ArrayList<>(configuration.get(BarographOptions.INPUTS));
    inputs.add("labels");
    configuration.set(BarographOptions.INPUTS, inputs);
    configuration.set(BarographOptions.inputFormat("labels"), "labels");

    assertThat(uids(configuration)).contains("labels-for-anomalies", "measure-anomalies");
    assertThat(uids(Pipeline.values())).doesNotContain("labels-for-anomalies");
  }

  @Test
  void promotionsOfModelsGoToWhatPredictsFailures() throws IOException {
    Path pack = Files.createDirectory(folder.resolve("disks"));
    Files.writeString(
        pack.resolve("barograph.yml"),
        "predictions: [{name: disks, match: wear, by: [disk], model: disks}]");
    Configuration configuration = onAlerts("up == 0");
    configuration.set(
        BarographOptions.RULE_PATHS,
        List.of(configuration.get(BarographOptions.RULE_PATHS).get(0), pack.toString()));
    assertThat(uids(configuration))
        .contains("measure-failures")
        .doesNotContain("promotions-for-failures");

    configuration.set(BarographOptions.INPUTS, List.of("metrics", "models"));
    configuration.set(BarographOptions.inputFormat("models"), "models");
    assertThat(uids(configuration)).contains("measure-failures", "promotions-for-failures");
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNALS,  log-tally-.*|batch-derived-logs-logs|series-stage-derived|.*-derived",
    "RULES,    batch-.*|series-stage-.*|shared-.*|alert.*|dead-letters-to-kafka-series-limit-.*",
    "DELIVERY, alert-messages-.*|.*-to-kafka-.*|.*-to-elasticsearch-.*",
  })
  void aPipelineLeftOutLeavesNoOperatorBehind(Pipeline leftOut, String operators) {
    List<Pipeline> enabled = new ArrayList<>(List.of(Pipeline.values()));
    enabled.remove(leftOut);

    assertThat(uids(Pipeline.values())).anyMatch(uid -> uid.matches(operators));
    assertThat(uids(enabled.toArray(Pipeline[]::new)))
        .isNotEmpty()
        .noneMatch(uid -> uid.matches(operators));
  }

  @Test
  void withNoPipelineAtAllOnlyIngestIsLeft() {
    assertThat(uids())
        .containsExactlyInAnyOrder(
            "source-metrics", "source-logs", "ingest-metrics", "ingest-logs");
  }

  @Test
  void rulesOnAlertsReadTheTopicThatFeedsThemBackAndTheOtherInputsOfTheirLeaves()
      throws IOException {
    assertThat(uids(onAlerts("cpu > 0.5 and on (host) ALERTS{alertname=\"High\"}")))
        .contains(
            "source-samples-feedback",
            "ingest-samples-feedback",
            "dead-letters-to-kafka-samples-feedback",
            "batch-derived-samples-feedback",
            "batch-derived-metrics",
            "batch-raw-metrics",
            "series-stage-derived",
            "alert-feedback",
            "samples-to-kafka-feedback")
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutARuleOnAlertsTheyAreFedBackOnlyIfAskedTo() throws IOException {
    Configuration configuration = onAlerts("cpu > 0.5");
    assertThat(uids(configuration)).noneMatch(uid -> uid.contains("feedback"));

    configuration.set(BarographOptions.FEEDBACK_WRITE, true);
    assertThat(uids(configuration))
        .filteredOn(uid -> uid.contains("feedback"))
        .containsExactlyInAnyOrder(
            "alert-feedback",
            "samples-to-kafka-feedback",
            "Sink Committer: samples-to-kafka-feedback");
  }

  @Test
  void theQualityOfAlertsIsFoundWhereARuleReadsItOrAnIndexTakesIt() throws IOException {
    assertThat(uids(onAlerts("cpu > 0.5"))).noneMatch(uid -> uid.contains("quality"));
    assertThat(uids(onAlerts("barograph_alert_quality_flapping_ratio > 0.5")))
        .contains(
            "source-samples-feedback",
            "alert-quality-events",
            "incident-quality-events",
            "alert-quality",
            "samples-to-kafka-quality")
        .doesNotContain("quality-to-elasticsearch-all")
        .doesNotHaveDuplicates();

    Configuration indexed = onAlerts("cpu > 0.5");
    indexed.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));
    assertThat(uids(indexed))
        .contains("alert-quality", "quality-documents-all", "quality-to-elasticsearch-all")
        .doesNotContain("samples-to-kafka-quality");
  }

  @Test
  void whatReceiversWereToldIsFoundWhereARuleReadsIt() throws IOException {
    assertThat(uids(routed(onAlerts("cpu > 0.5")))).doesNotContain("delivered-ratio");
    assertThat(uids(routed(onAlerts("barograph_receiver_delivered_ratio < 0.9"))))
        .contains("source-samples-feedback", "delivered-ratio", "samples-to-kafka-receivers")
        .doesNotHaveDuplicates();
  }

  @Test
  void commandsAreAuditedByRoutingOrWhereNobodyFollowsThem() throws IOException {
    Configuration options = onAlerts("cpu > 0.5");
    options.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));
    assertThat(uids(options)).noneMatch(uid -> uid.contains("audit"));

    options.set(BarographOptions.INPUTS, List.of("metrics", "commands"));
    options.set(BarographOptions.inputFormat("commands"), "commands");
    String[] delivered = {
      "audit-messages", "audit-to-kafka-all", "audit-documents-all", "audit-to-elasticsearch-all"
    };
    assertThat(uids(options)).contains(delivered).contains("unrouted-commands");
    assertThat(uids(routed(options))).contains(delivered).doesNotContain("unrouted-commands");
  }

  @Test
  void routingLooksAtGraphsOnlyWhereItIsAskedTo() throws IOException {
    Configuration options = routed(onAlerts("cpu > 0.5"));
    options.set(BarographOptions.INPUTS, List.of("metrics", "topology"));
    options.set(BarographOptions.inputFormat("topology"), "topology");
    assertThat(uids(options)).contains("routing").doesNotContain("graphs-to-route");

    Path file = Files.writeString(folder.resolve("beside.yml"), "graph_inhibit_rules: [{}]");
    options.set(NotificationOptions.ROUTING_EXTENSIONS, file.toString());
    assertThat(uids(options)).contains("graphs-to-route").doesNotHaveDuplicates();

    options.set(BarographOptions.INPUTS, List.of("metrics"));
    options.removeKey(BarographOptions.inputFormat("topology").key());
    assertThat(uids(options)).contains("routing").doesNotContain("graphs-to-route");
  }

  private Configuration routed(Configuration options) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("alertmanager.yml"), "route: {receiver: r}\nreceivers: [{name: r}]");
    options.set(NotificationOptions.ROUTING_FILE, file.toString());
    return options;
  }

  /** The options of a job with a rule on CPU load and one more. */
  private Configuration onAlerts(String query) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yml"),
            """
            groups:
            - name: g
              rules:
              - {alert: High, expr: cpu > 0.9}
              - {alert: Other, expr: '%s'}
            """
                .formatted(query));
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(file.toString()));
    return configuration;
  }

  private static List<String> uids(Configuration configuration) {
    return environment(JobOptions.of(configuration)).getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .toList();
  }

  private static List<String> uids(Pipeline... enabled) {
    return nodes(enabled).stream().map(StreamNode::getTransformationUID).toList();
  }

  private static List<StreamNode> nodes(Pipeline... enabled) {
    return List.copyOf(environment(enabled).getStreamGraph().getStreamNodes());
  }

  /** An environment with the job in it, on two inputs in memory and the packs that ship. */
  private static StreamExecutionEnvironment environment(Pipeline... enabled) {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.PIPELINES, Arrays.asList(enabled));
    configuration.set(BarographOptions.RULE_PATHS, shippedPacks());
    configuration.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));
    configuration.set(BarographOptions.inputFormat("logs"), "json-log");
    return environment(JobOptions.of(configuration));
  }

  private static StreamExecutionEnvironment environment(JobOptions options) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    Map<String, DataStream<Ingested>> inputs = new LinkedHashMap<>();
    options.get(BarographOptions.INPUTS).forEach(input -> inputs.put(input, source(input, env)));
    BarographJob.define(options, inputs, () -> source("samples-feedback", env));
    return env;
  }

  private static DataStream<Ingested> source(String input, StreamExecutionEnvironment env) {
    List<Ingested> records = List.of(IngestedSample.onTime(Labels.of("__name__", "up"), 0, 1));
    return env.fromData(records, IngestedSerializer.<Ingested>ofKind())
        .uid("source-" + input)
        .name(input);
  }

  /** All but the one that reads what is fed back, which has tests of its own. */
  private static List<String> shippedPacks() {
    try (Stream<Path> packs = Files.list(Path.of("..", "rules"))) {
      return packs
          .filter(Files::isDirectory)
          .filter(pack -> !pack.endsWith("receivers"))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
