package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.incident.SteadyRules;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.rules.PackText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackRulesTest {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "a");

  /** Two inputs, by the metrics that come from them. */
  private static final Map<String, String> TELEMETRY = new LinkedHashMap<>();

  static {
    TELEMETRY.put("metrics", "cpu.*");
    TELEMETRY.put("disks", "disk.*");
  }

  private static final PackText TRIED =
      new PackText(
          "rules",
          "2",
          List.of(
              new PackText.File(
                  "rules.yml (version 2)",
                  """
                  groups:
                  - name: g
                    rules:
                    - {record: r, expr: max by (host) (cpu_total)}
                    - {alert: A, expr: r > 1}
                  """)),
          Optional.empty());

  @TempDir Path folder;

  @Test
  void templatesAndLinksSeeWhatIsExternal() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.EXTERNAL_LABELS, Map.of("cluster", "eu-1"));
    configuration.set(BarographOptions.EXTERNAL_URL, "http://prometheus:9090/");
    AlertTemplates templates = rules(configuration).rule(0).newest().rule().templates();

    assertThat(templates.identity(CPU, 0.95, 0))
        .isEqualTo(
            Labels.of("alertname", "HighCpu", "host", "a", "where", "eu-1", "severity", "warning"));
    assertThat(templates.annotations(CPU, 0.95, 0))
        .containsEntry("link", "http://prometheus:9090 in eu-1");
    assertThat(templates.generatorUrl())
        .isEqualTo("http://prometheus:9090/graph?g0.expr=cpu+%3E+0.9&g0.tab=1");
  }

  @Test
  void withoutAnythingExternalThereIsNoLink() throws IOException {
    AlertTemplates templates = rules(new Configuration()).rule(0).newest().rule().templates();

    assertThat(templates.annotations(CPU, 0.95, 0)).containsEntry("link", " in ");
    assertThat(templates.generatorUrl()).isEmpty();
  }

  @Test
  void rulesOfOneNameInOneGroupKeepTheirStatesApart() throws IOException {
    RuleSet rules = rules(new Configuration());

    assertThat(rules.rule(1).newest().rule().owner().rule()).isEqualTo("HighCpu#2");
    assertThat(rules.rule(1).newest().rule().templates().alertName()).isEqualTo("HighCpu");
    assertThat(rules.indexOf(rules.rule(0).newest().rule().key())).isZero();
    assertThat(rules.indexOf(rules.rule(1).newest().rule().key())).isEqualTo(1);
  }

  @Test
  void aPacksSettingsSayWhichRulesAreEvaluatedOnArrival() throws IOException {
    writePack("overrides: [{match: {matchers: ['severity=\"critical\"']}, evaluate: on-arrival}]");
    RuleSet rules = readPack();

    assertThat(rules.rule(0).newest().rule().templates().alertName()).isEqualTo("Full");
    assertThat(rules.rule(0).newest().onArrival()).isTrue();
    assertThat(rules.rule(1).newest().onArrival()).isFalse();
    assertThat(rules.row(Labels.of("__name__", "disk"), new LeafFold.Table()).isOnArrival())
        .isTrue();
    assertThat(rules.row(Labels.of("__name__", "rate"), new LeafFold.Table()).isOnArrival())
        .isFalse();
  }

  @Test
  void aPacksSettingsSayHowTheAlertsOfARuleLiveAndHowUrgentTheyAre() throws IOException {
    writePack(
        """
        overrides:
          - {match: {alert: Filling}, noData: alert, noDataTimeout: 1h, priority: P1}
          - {match: {group: sums}, noData: resolve, priority: P4}
        """);
    RuleSet rules = readPack();
    AlertRule full = rules.rule(0).newest().rule();
    AlertRule filling = rules.rule(1).newest().rule();
    AlertRule sum = rules.groupRules().get(0).rule();

    assertThat(full.policy().noData()).isEqualTo(NoDataPolicy.KEEP_LAST);
    assertThat(full.policy().noDataTimeout()).isEqualTo(AlertPolicy.DEFAULT_NO_DATA_TIMEOUT);
    assertThat(full.templates().priorityOf(Labels.of("severity", "critical")))
        .isEqualTo(Priority.P1);
    assertThat(filling.policy().noData()).isEqualTo(NoDataPolicy.ALERT);
    assertThat(filling.policy().noDataTimeout()).isEqualTo(Duration.ofHours(1));
    assertThat(filling.templates().priorityOf(Labels.of("severity", "warning")))
        .isEqualTo(Priority.P1);
    assertThat(sum.policy().noData()).isEqualTo(NoDataPolicy.RESOLVE);
    assertThat(sum.templates().priorityOf(Labels.of("severity", "critical")))
        .isEqualTo(Priority.P4);
  }

  @Test
  void whatIsWrongWithAPacksSettingsIsToldWithTheRest() throws IOException {
    writePack(
        """
        calendars: []
        overrides: [{match: {alert: Full}, evaluate: soon}]
        """);
    assertThatThrownBy(this::readPack)
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessage(
            "the rules cannot be used:\n  %1$s:1:1: field \"calendars\": is unknown in barograph.yml: remove it, or use one of overrides, slo, checks, measures, patterns, recommendations, detectors, forecasts, predictions, entities, peers\n  %1$s:2:46: override 1, field \"evaluate\": must be on-tick or on-arrival, was soon"
                .formatted(pack().resolve("barograph.yml")));

    writePack("overrides: [{match: {group: disk}, evaluate: on-arrival}]");
    assertThatThrownBy(this::readPack)
        .hasMessage(
            "the rules cannot be used:\n  %s:1:13: override 1, field \"evaluate\": alert \"Filling\" of group \"disk\" in %s cannot be evaluated on arrival: rate[5m] is more than the newest sample; take it out of match"
                .formatted(pack().resolve("barograph.yml"), pack().resolve("disk.yml")));
  }

  @Test
  void settingsLieInTheFolderOfTheirPack() throws IOException {
    writePack("overrides: []");
    assertThatThrownBy(() -> read(folder))
        .hasMessage(
            "rules.paths: %s lies below %s, so it is not the pack's: name %s as a pack of its own"
                .formatted(pack().resolve("barograph.yml"), folder, pack()));
    assertThatThrownBy(() -> read(pack().resolve("barograph.yml")))
        .hasMessage(
            "rules.paths: %s holds the settings of a pack: name its folder"
                .formatted(pack().resolve("barograph.yml")));
  }

  @Test
  void aPacksSettingsSayWhoseAlertsAreNoIncidentIfTheyFlap() throws IOException {
    writePack("overrides: [{match: {alert: Filling}, flapping: false}]");
    SteadyRules steady = PackRules.read(options(pack())).steadyRules();

    assertThat(steady.give(alertOf(new Owner("pack", "disk", "Filling", "7")))).isTrue();
    assertThat(steady.give(alertOf(new Owner("pack", "disk", "Full", "7")))).isFalse();
    assertThat(steady.give(alertOf(new Owner("other", "disk", "Filling", "")))).isFalse();
    writePack("");
    assertThat(PackRules.read(options(pack())).steadyRules())
        .returns(false, none -> none.give(alertOf(new Owner("pack", "disk", "Filling", ""))));
  }

  private static Alert alertOf(Owner owner) {
    return new Alert(
        Labels.of("alertname", owner.rule()),
        new TreeMap<>(),
        new AlertState(AlertStatus.FIRING, 1, 1, 1, 1, 1, 0, 1),
        AlertReason.CONDITION_TRUE,
        1,
        Priority.P1,
        Origin.RULE,
        List.of(owner),
        "");
  }

  private Path pack() {
    return folder.resolve("pack");
  }

  private void writePack(String settings) throws IOException {
    Files.createDirectories(pack());
    Files.writeString(pack().resolve("barograph.yml"), settings);
    Files.writeString(
        pack().resolve("disk.yml"),
        """
        groups:
          - name: disk
            rules:
              - {alert: Full, expr: disk > 0.9, labels: {severity: critical}}
              - {alert: Filling, expr: 'avg_over_time(rate[5m]) > 1', labels: {severity: warning}}
          - name: sums
            rules:
              - {alert: Total, expr: sum(disk) > 9, labels: {severity: error}}
        """);
  }

  private RuleSet readPack() {
    return read(pack());
  }

  private static RuleSet read(Path path) {
    return PackRules.read(options(path)).onRaw(Map.of("metrics", ".*")).compile();
  }

  private static JobOptions options(Path path) {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(path.toString()));
    return JobOptions.of(configuration);
  }

  @Test
  void rulesOnAlertsFollowTheClocksOfWhatElseTheyReadOrAll() throws IOException {
    RuleSet rules =
        derived(
                """
                - {alert: Alone, expr: 'ALERTS{alertname="Other"} == 1'}
                - {alert: OfCpu, expr: 'cpu > 1 and on (host) ALERTS{alertname="Other"}'}
                - {alert: OfLogs, expr: 'barograph_log_error_ratio > 1 unless on () ALERTS_FOR_STATE{alertname="Other"}'}
                - {alert: Logs, expr: barograph_log_error_ratio > 0.1}
                """)
            .compile();

    assertThat(rules.domains())
        .extracting(RuleSet.Domain::name)
        .containsExactly("metrics", "logs-logs", "disks+logs-logs+metrics");
    assertThat(rules.rule(0).newest().rule().domain()).isEqualTo(0b111);
    assertThat(rules.groupRules())
        .extracting(rule -> rule.rule().domain())
        .containsExactly(0b1, 0b100);
    assertThat(rules.rule(1).newest().rule().domain()).isEqualTo(0b100);
    assertThat(rules.domainsReadingAlerts()).isEqualTo(rules.domains());
  }

  @Test
  void theStageOfDerivedSamplesReadsWhatItsRulesNeedAndNoMore() throws IOException {
    assertThat(derived("- {alert: A, expr: barograph_log_error_ratio > 0.1}").inputs())
        .containsExactly("logs-logs");
    assertThat(derived("- {alert: A, expr: 'cpu and on () barograph_log_error_ratio > 0.1'}"))
        .satisfies(
            rules -> {
              assertThat(rules.inputs()).containsExactly("metrics", "logs-logs");
              assertThat(rules.hasClock(0) && rules.hasClock(1)).isTrue();
            });
    assertThat(derived("- {alert: A, expr: 'cpu and on () ALERTS{alertname=\"B\"}'}"))
        .satisfies(
            rules -> {
              assertThat(rules.inputs())
                  .containsExactly("metrics", "logs-logs", "samples-feedback");
              assertThat(rules.hasClock(2)).as("the feedback").isFalse();
            });
    assertThat(derived("- {alert: A, expr: 'ALERTS{alertname=\"B\"} == 1'}").inputs())
        .containsExactly("metrics", "disks", "logs-logs", "samples-feedback");
  }

  @Test
  void aRuleOnNoMetricByNameIsEvaluatedOnceOnEachSeries() throws IOException {
    String rules =
        """
        - {alert: Any, expr: '{__name__=~"cpu|barograph_log_.*"} > 5'}
        - {alert: Both, expr: cpu > 1 and on () barograph_log_error_ratio > 0.1}
        """;
    RuleSet raw = read(rules).onRaw(TELEMETRY).compile();
    RuleSet derived = derived(rules).compile();
    Labels log = Labels.of("__name__", "barograph_log_error_ratio", "service", "a");

    assertThat(raw.row(CPU, new LeafFold.Table()).rules()).hasSize(1);
    assertThat(derived.row(CPU, new LeafFold.Table()).rules()).isEmpty();
    assertThat(derived.row(CPU, new LeafFold.Table()).leaves().size()).isOne();
    assertThat(derived.row(log, new LeafFold.Table()).rules()).hasSize(1);
  }

  @Test
  void aVersionThatIsTriedStandsBesideTheOthersAndReadsWhatItRecordsItself() throws IOException {
    PackRules standing =
        read("- {record: 'r', expr: max by (host) (cpu)}\n- {alert: A, expr: r > 1}")
            .onRaw(TELEMETRY);
    PackRules both =
        standing.changedBy(
            new RuleChange(1, 0, 0, "rules", true, Optional.empty(), Optional.of(TRIED)));
    Labels other = Labels.of("__name__", "cpu_total", "host", "a");

    assertThat(both.problemsOfChange()).isEmpty();
    assertThat(both.compile().groupRules())
        .extracting(
            rule -> AlertRule.isShadow(rule.rule().key()), rule -> rule.rule().owner().version())
        .containsExactly(tuple(false, ""), tuple(true, "2"));
    assertThat(both.compile().matches(other)).isTrue();
    assertThat(standing.compile().matches(other)).isFalse();
    assertThat(both.sharedAlertNames()).isEmpty();
  }

  @Test
  void anOverrideTriesASingleRule() throws IOException {
    writePack("overrides: [{match: {alert: Full}, shadow: true}]");

    assertThat(readPack().rule(0).newest().rule().key()).matches(AlertRule::isShadow);
  }

  @Test
  void refusesARuleThatReadsItsOwnAlerts() {
    assertThatThrownBy(() -> read("- {alert: Many, expr: count(ALERTS) > 5}"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("rules.yml:4:5: group \"g\", alert \"Many\", field \"expr\": ")
        .hasMessageContaining("selector ALERTS can match the alert's own series")
        .hasMessageContaining("add alertname!=\"Many\" to it");
  }

  private PackRules derived(String rules) throws IOException {
    return read(rules).onDerived(TELEMETRY, Map.of("logs-logs", DerivedMetrics.OF_SIGNALS));
  }

  private PackRules read(String rules) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yml"), "groups:\n- name: g\n  rules:\n" + rules.indent(2));
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(file.toString()));
    return PackRules.read(JobOptions.of(configuration));
  }

  private RuleSet rules(Configuration configuration) throws IOException {
    Path file = folder.resolve("cpu.yml");
    Files.writeString(
        file,
        """
        groups:
          - name: cpu
            rules:
              - alert: HighCpu
                expr: cpu > 0.9
                labels: {severity: warning, where: "{{ $externalLabels.cluster }}"}
                annotations: {link: "{{ .ExternalURL }} in {{ $externalLabels.cluster }}"}
              - alert: HighCpu
                expr: cpu_of_container > 0.9
                labels: {severity: warning, where: "{{ $externalLabels.cluster }}"}
        """);
    configuration.set(BarographOptions.RULE_PATHS, List.of(file.toString()));
    return PackRules.read(JobOptions.of(configuration)).onRaw(Map.of("metrics", ".*")).compile();
  }
}
