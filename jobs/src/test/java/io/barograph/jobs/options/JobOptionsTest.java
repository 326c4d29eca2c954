package io.barograph.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.LikenessPolicy;
import io.barograph.core.inspect.RuleBudget;
import io.barograph.core.labels.Labels;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.series.SeriesLimits;
import io.barograph.core.template.External;
import io.barograph.formats.decode.Format;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.options.BarographOptions.BudgetAction;
import io.barograph.jobs.options.BarographOptions.Delivery;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.sinks.elasticsearch.ElasticsearchConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOptionsTest {
  @TempDir Path folder;

  @Test
  void defaultsWorkForALocalBroker() throws IOException {
    JobOptions options = read("rules.paths: rules");

    assertThat(options.kafka())
        .containsOnly(java.util.Map.entry("bootstrap.servers", "127.0.0.1:9092"));
    assertThat(options.clock()).isEqualTo(ClockPolicy.DEFAULT);
    assertThat(options.inputTopic("metrics")).isEqualTo("barograph.metrics");
    assertThat(options.elasticsearch()).isEmpty();
    assertThat(options.isEnabled(Pipeline.SIGNALS)).isTrue();
    assertThat(options.noData()).isEqualTo(NoDataPolicy.KEEP_LAST);
    assertThat(options.external()).isEqualTo(External.NONE);
    assertThat(options.feedbackInterval()).hasMinutes(1);
    assertThat(options.get(BarographOptions.FEEDBACK_WRITE)).isFalse();
    assertThat(options.measureIndexInterval()).hasMinutes(1);
    assertThat(options.get(BarographOptions.MEASURES_WRITE)).isFalse();
    assertThat(options.get(BarographOptions.KAFKA_DELIVERY)).isEqualTo(Delivery.AT_LEAST_ONCE);
    assertThat(options.flinkConfiguration().get(StateBackendOptions.STATE_BACKEND))
        .isEqualTo("rocksdb");
  }

  @Test
  void soManySeriesAreWatchedAndHaveModels() throws IOException {
    DetectionPlan plan = read("rules.paths: rules").detection(List.of(), List.of());
    assertThat(plan.mostWatched()).isEqualTo(20_000);
    assertThat(plan.mostModels()).isEqualTo(1_000);

    JobOptions none = read("{rules.paths: rules, detectors.heavy.max-series: 0}");
    assertThat(none.detection(List.of(), List.of()).mostModels()).isZero();
    assertThatThrownBy(() -> read("{rules.paths: rules, detectors.heavy.max-series: -1}"))
        .hasMessageContaining("detectors.heavy.max-series must be >= 0, was -1");
    assertThat(plan.modelLatency()).hasMillis(100);
    assertThatThrownBy(() -> read("{rules.paths: rules, detectors.interval: 99 ms}"))
        .hasMessageContaining("detectors.interval must be >= 100 ms, was 99 ms");
    assertThatThrownBy(() -> read("{rules.paths: rules, detectors.heavy.max-latency: 0 ms}"))
        .hasMessageContaining("detectors.heavy.max-latency must be >= 1 ms, was 0 ns");
    assertThat(none.peers(List.of()).mostEntities()).isEqualTo(1_000);
    assertThatThrownBy(() -> read("{rules.paths: rules, peers.max-entities: 0}"))
        .hasMessageContaining("peers.max-entities must be >= 1, was 0");
  }

  @Test
  void soManyEntitiesAreWatched() throws IOException {
    assertThat(read("rules.paths: rules").entities(List.of()).mostEntities()).isEqualTo(500);
    assertThat(
            read("{rules.paths: rules, entities.max-entities: 7}")
                .entities(List.of())
                .mostEntities())
        .isEqualTo(7);
    assertThatThrownBy(() -> read("{rules.paths: rules, entities.max-entities: 0}"))
        .hasMessageContaining("entities.max-entities must be >= 1, was 0");
  }

  @Test
  void everyOptionArrivesWhereItBelongs() throws IOException {
    JobOptions options =
        read(
            """
            kafka:
              bootstrap.servers: kafka-1:9093,kafka-2:9093
              group-id: night-watch
              properties:
                security.protocol: SSL
            topics.prefix: "prod."
            inputs: [infra, apps, fills]
            inputs.fills.format: trades
            measures.interval: 2 s
            measures.max-keys: 7
            incidents.max-held-alerts: 77
            incidents.max-toggling-alerts: 88
            incidents.likeness-window: 7 min
            incidents.likeness-score: 0.9
            incidents.ignored-labels: [team]
            incidents.text-annotation: description
            patterns.max-open-chains: 9
            measures.calendars: {NASDAQ: XNAS, BINANCE: 24x7}
            rules.budget.busy-ratio: 0.2
            rules.budget.state: 1 mb
            rules.budget.firing: 3
            rules.budget.action: shadow
            inputs.infra:
              topic: telegraf
              format: json
              metrics: "node_.*"
            inputs.apps.format: json-log
            clock:
              bound: 3 s
              grace: 2 s
              max-answer-age: 4 s
              settle: 7 s
              step: 5 s
              max-ahead: 1 min
            rules:
              paths: [a, b]
              evaluation-interval: 15 s
              look-back: 2 min
            compat.no-data: resolve
            external-labels:
              cluster: eu-1
              replica: a
            external-url: https://prometheus.example/base/
            signals.log-interval: 15 s
            feedback:
              interval: 20 s
              write: true
            measures.index-interval: 10 min
            measures.write: true
            series.limit: 700
            series.limit-per-metric: 7
            elasticsearch:
              hosts: [https://es-1:9200, https://es-2:9200]
              username: writer
              password-file: /run/secrets/es
              certificate-authority: /etc/ca.pem
            sinks.kafka.delivery: exactly-once
            state.profile: heap
            state.checkpoint-interval: 30 s
            pipelines.enabled: [rules, delivery]
            """);

    assertThat(options.kafka())
        .containsEntry("bootstrap.servers", "kafka-1:9093,kafka-2:9093")
        .containsEntry("security.protocol", "SSL");
    assertThat(options.get(BarographOptions.KAFKA_GROUP)).isEqualTo("night-watch");
    assertThat(options.topic("alerts")).isEqualTo("prod.alerts");
    assertThat(options.inputTopic("infra")).isEqualTo("telegraf");
    assertThat(options.inputTopic("apps")).isEqualTo("prod.apps");
    assertThat(options.inputFormat("infra")).isEqualTo(Format.JSON_SAMPLE);
    assertThat(options.holdsLogs("infra")).isFalse();
    assertThat(options.holdsSamples("apps")).isFalse();
    assertThat(options.businessFormat("fills")).contains(BusinessFormat.TRADES);
    assertThat(options.holdsSamples("fills")).isFalse();
    assertThat(options.holdsLogs("fills")).isFalse();
    assertThat(options.measures(MeasurePolicies.DEFAULT))
        .isEqualTo(
            new MeasurePlan(
                Duration.ofSeconds(2),
                7,
                MeasurePolicies.DEFAULT.withCalendars(
                    Map.of("NASDAQ", "XNAS", "BINANCE", "24x7"))));
    assertThat(options.ruleBudget()).isEqualTo(new RuleBudget(0.2, 1 << 20, 3));
    assertThat(options.get(BarographOptions.BUDGET_ACTION)).isEqualTo(BudgetAction.SHADOW);
    assertThat(options.get(BarographOptions.inputMetrics("infra"))).isEqualTo("node_.*");
    assertThat(options.clock())
        .isEqualTo(
            new ClockPolicy(
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofSeconds(7),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1)));
    assertThat(options.get(BarographOptions.RULE_PATHS)).containsExactly("a", "b");
    assertThat(options.get(BarographOptions.EVALUATION_INTERVAL)).hasSeconds(15);
    assertThat(options.get(BarographOptions.LOOK_BACK)).hasMinutes(2);
    assertThat(options.noData()).isEqualTo(NoDataPolicy.RESOLVE);
    assertThat(options.external())
        .isEqualTo(
            new External(
                Labels.of("cluster", "eu-1", "replica", "a"), "https://prometheus.example/base"));
    assertThat(options.get(BarographOptions.LOG_INTERVAL)).hasSeconds(15);
    assertThat(options.feedbackInterval()).hasSeconds(20);
    assertThat(options.get(BarographOptions.FEEDBACK_WRITE)).isTrue();
    assertThat(options.measureIndexInterval()).hasMinutes(10);
    assertThat(options.get(BarographOptions.MEASURES_WRITE)).isTrue();
    assertThat(options.seriesLimits()).isEqualTo(new SeriesLimits(700, 7));
    assertThat(options.incidents().correlation().maxHeld()).isEqualTo(77);
    assertThat(options.incidents().correlation().maxToggling()).isEqualTo(88);
    assertThat(options.incidents().correlation().likeness())
        .isEqualTo(new LikenessPolicy(Duration.ofMinutes(7), 0.9));
    assertThat(options.incidents().places())
        .returns(List.of("team"), AlertPlaces::ignored)
        .returns("description", AlertPlaces::text);
    assertThat(options.maxOpenChains()).isEqualTo(9);
    assertThat(options.elasticsearch())
        .contains(
            new ElasticsearchConnection(
                List.of("https://es-1:9200", "https://es-2:9200"),
                "writer",
                "/run/secrets/es",
                "/etc/ca.pem"));
    assertThat(options.get(BarographOptions.KAFKA_DELIVERY)).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(options.flinkConfiguration().get(StateBackendOptions.STATE_BACKEND))
        .isEqualTo("hashmap");
    assertThat(options.flinkConfiguration().get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .hasSeconds(30);
    assertThat(options.flinkConfiguration().get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
        .as("checkpoints that an outage holds back do not end the job")
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(options.isEnabled(Pipeline.SIGNALS)).isFalse();
    assertThat(options.isEnabled(Pipeline.RULES)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"keep-last, KEEP_LAST", "alert, ALERT", "resolve, RESOLVE"})
  void theNoDataPolicyOfAllRulesHasThreeNames(String text, NoDataPolicy policy) throws IOException {
    assertThat(read("rules.paths: rules\ncompat.no-data: " + text).noData()).isEqualTo(policy);
  }

  @Test
  void alertsAreFedBackSoOftenThatARuleAlwaysSeesThem() throws IOException {
    assertThat(read("rules: {paths: a, evaluation-interval: 15 s}").feedbackInterval())
        .hasSeconds(15);
    assertThat(read("rules: {paths: a, evaluation-interval: 1 h}").feedbackInterval())
        .hasMinutes(5);
    assertThatThrownBy(() -> read("rules: {paths: a, look-back: 30 s}\nfeedback.interval: 31 s"))
        .hasMessageContaining(
            "feedback.interval must be >= 1 ms and <= rules.look-back, which is PT30S, was PT31S");
    assertThatThrownBy(() -> read("rules.paths: a\nfeedback.interval: 0 s"))
        .hasMessageContaining("feedback.interval must be >= 1 ms");
  }

  @Test
  void theIntervalOfIndexedMeasuresCanBeNoneButNotLess() throws IOException {
    assertThat(read("rules.paths: a\nmeasures.index-interval: 0 s").measureIndexInterval())
        .isZero();
    assertThatThrownBy(() -> read("rules.paths: a\nmeasures.index-interval: 5 micro"))
        .hasMessageContaining("measures.index-interval must be >= 1 ms, or 0 to write none, was ");
  }

  @Test
  void namesTheExternalLabelOrUrlThatCannotBe() {
    assertThatThrownBy(() -> read("rules.paths: rules\nexternal-labels.data-center: eu"))
        .hasMessageContaining(
            "external-labels: \"data-center\" is no label name; use letters, digits and _");
    assertThatThrownBy(() -> read("rules.paths: rules\nexternal-url: prometheus:9090"))
        .hasMessageContaining(
            "external-url must begin with http:// or https:// and a host,"
                + " was \"prometheus:9090\"");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    clok.bound: 5 s
                    colour: red
                    clock.step: 0 s
                    series.limit-per-metric: -1
                    incidents.max-held-alerts: 1
                    patterns.max-open-chains: 0
                    inputs.metrics.format: xml
                    elasticsearch.hosts: http://es:9200
                    elasticsearch.username: writer
                    """))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("clok.bound is not an option; did you mean clock.bound?")
        .hasMessageContaining("colour is not an option; docs/configuration.md lists them")
        .hasMessageContaining("series.limit-per-metric must be >= 0, was -1")
        .hasMessageContaining("maxHeld must be >= 2.0, was 1.0")
        .hasMessageContaining("patterns.max-open-chains must be >= 1, was 0")
        .hasMessageContaining("clock step must be >= 1 ms, was PT0S")
        .hasMessageContaining("was xml")
        .hasMessageContaining("elasticsearch.password-file is not set")
        .hasMessageContaining("rules.paths is not set");
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    assertThatThrownBy(() -> JobOptions.read(folder.resolve("none.yaml")))
        .hasMessageStartingWith("cannot read the configuration file")
        .hasMessageContaining("none.yaml");
    assertThatThrownBy(() -> read("- a\n- b\n")).hasMessageContaining("must be a YAML mapping");
    assertThatThrownBy(() -> read("a: [")).hasMessageContaining("is not valid YAML");
  }

  private JobOptions read(String yaml) throws IOException {
    Path file = folder.resolve("barograph.yaml");
    Files.writeString(file, yaml);
    return JobOptions.read(file);
  }
}
