package io.barograph.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cep.chain.ChainMetric;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.strategy.BacktestExpectation;
import io.barograph.jobs.delivery.DeliveryMetric;
import io.barograph.jobs.incidents.IncidentMetric;
import io.barograph.jobs.measures.JoinMetric;
import io.barograph.jobs.measures.MeasureMetric;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.OptionNames;
import io.barograph.jobs.patterns.WithoutChainsMetric;
import io.barograph.jobs.routing.RoutingMetric;
import io.barograph.jobs.rules.RulesMetric;
import io.barograph.jobs.source.SourceMetric;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** Every option, metric and shipped alert is documented. */
class DocumentationTest {
  private static final Path PROJECT = Path.of("..");
  private static final String CHINESE = ".*\\p{IsHan}.*";

  @Test
  void everyOptionStandsInTheConfigurationPage() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/configuration.md"));
    List<ConfigOption<?>> options = new ArrayList<>(OptionNames.all());
    options.add(BarographOptions.inputTopic("<name>"));
    options.add(BarographOptions.inputFormat("<name>"));
    options.add(BarographOptions.inputMetrics("<name>"));

    assertThat(options).hasSizeGreaterThan(20);
    assertThat(options).allMatch(option -> page.contains("| `" + option.key() + "` |"));
  }

  @Test
  void everyMetricStandsInTheMetricsPage() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/metrics.md"));
    List<String> rows = new ArrayList<>();
    Arrays.stream(SourceMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(RulesMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(MeasureMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(JoinMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(IncidentMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(ChainMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(WithoutChainsMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(RoutingMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(DeliveryMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));
    Arrays.stream(ElasticsearchSinkMetric.values())
        .forEach(metric -> rows.add(row(metric.metricName(), metric.help())));

    assertThat(rows).allMatch(page::contains);
  }

  @Test
  void everyShippedAlertHasSeverityTextsAndARunbook() throws IOException, RuleFileException {
    for (Rule.AlertingRule alert : shippedAlerts()) {
      assertThat(alert.labels()).as(alert.name()).containsKey("severity");
      assertThat(alert.annotations())
          .as(alert.name())
          .containsKeys("summary", "description")
          .containsEntry("runbook_url", "docs/runbooks/" + alert.name() + ".md");
      assertThat(PROJECT.resolve("docs/runbooks/" + alert.name() + ".md")).isNotEmptyFile();
    }
  }

  @Test
  void everyAlertOnBusinessRecordsSpeaksChinese() throws IOException, RuleFileException {
    for (String pack : List.of("business", "market-data", "models", "slo", "exchanges")) {
      assertThat(alerts(PROJECT.resolve("rules").resolve(pack)))
          .isNotEmpty()
          .allSatisfy(
              alert -> {
                assertThat(alert.annotations().get("summary_zh")).matches(CHINESE);
                assertThat(alert.annotations().get("description_zh")).matches(CHINESE);
              });
    }
  }

  @Test
  void whatIsJudgedHowIsTakenAsItStandsInTheMeasuresPage() throws IOException, RuleFileException {
    String page = Files.readString(PROJECT.resolve("docs/measures.md"));
    int start = page.indexOf("```yaml\nmeasures:") + "```yaml\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    MeasurePolicies measures = PackSettings.parse("docs/measures.md", example).measures();

    assertThat(measures.strategies().entries()).hasSize(2);
    assertThat(measures.strategies().entries().get(0).policy().trades().backtest())
        .isEqualTo(new BacktestExpectation(4.5, 11, 400));
    assertThat(measures.quotes().entries()).hasSize(2);
    assertThat(measures.models().entries()).hasSize(1);
    assertThat(measures.requests().entries()).hasSize(1);
    assertThat(measures.users().entries()).hasSize(1);
  }

  @Test
  void whatIsWatchedIsTakenAsItStandsInTheDetectionPage() throws IOException, RuleFileException {
    String page = Files.readString(PROJECT.resolve("docs/detection.md"));
    int start = page.indexOf("```yaml\ndetectors:") + "```yaml\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    PackSettings settings = PackSettings.parse("docs/detection.md", example);

    assertThat(settings.detectors()).hasSize(2);
    assertThat(settings.entities()).hasSize(1);
    assertThat(settings.entities().get(0).step()).isEqualTo(EntityWatch.DEFAULT_STEP);
    assertThat(settings.forecasts()).hasSize(1);
    assertThat(settings.predictions()).hasSize(1);
  }

  @Test
  void chainsAreTakenAsTheyStandInTheRulesPage() throws IOException, RuleFileException {
    String page = Files.readString(PROJECT.resolve("docs/rules.md"));
    int start = page.indexOf("```yaml\npatterns:") + "```yaml\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    List<ChainPattern> patterns = PackSettings.parse("docs/rules.md", example).patterns();

    assertThat(patterns).hasSize(3);
    assertThat(patterns.get(2).absence()).isPresent();
  }

  @Test
  void everyShippedChainNamesShippedAlertsAndSpeaksChinese() throws IOException, RuleFileException {
    Set<String> alerts =
        shippedAlerts().stream().map(Rule.AlertingRule::name).collect(Collectors.toSet());
    List<ChainPattern> patterns = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("rules"))) {
      for (Path file : files.filter(path -> path.endsWith(PackSettings.FILE_NAME)).toList()) {
        patterns.addAll(PackSettings.parse(file.toString(), Files.readString(file)).patterns());
      }
    }

    assertThat(patterns).hasSize(6);
    for (ChainPattern pattern : patterns) {
      assertThat(pattern.annotations()).containsKeys("summary", "description");
      assertThat(pattern.annotations().get("summary_zh")).matches(CHINESE);
      assertThat(pattern.annotations().get("description_zh")).matches(CHINESE);
      pattern.stages().stream()
          .flatMap(stage -> stage.matchers().stream())
          .filter(matcher -> matcher.name().equals(Labels.ALERT_NAME))
          .flatMap(matcher -> Stream.of(matcher.value().split("\\|", -1)))
          .forEach(name -> assertThat(alerts).as(pattern.name()).contains(name));
    }
  }

  private static String row(String name, String help) {
    return "| `%s` | %s |".formatted(name, help);
  }

  private static List<Rule.AlertingRule> shippedAlerts() throws IOException, RuleFileException {
    List<Rule.AlertingRule> alerts = alerts(PROJECT.resolve("rules"));
    assertThat(alerts).isNotEmpty();
    return alerts;
  }

  /** Those in the rule files below a folder, and those that objectives make. */
  private static List<Rule.AlertingRule> alerts(Path folder) throws IOException, RuleFileException {
    List<Rule.AlertingRule> alerts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
        for (RuleGroup group : groups(file)) {
          group.rules().stream()
              .filter(Rule.AlertingRule.class::isInstance)
              .forEach(rule -> alerts.add((Rule.AlertingRule) rule));
        }
      }
    }
    return alerts;
  }

  private static List<RuleGroup> groups(Path file) throws IOException, RuleFileException {
    String name = file.getFileName().toString();
    if (name.equals(PackSettings.FILE_NAME)) {
      return PackSettings.parse(name, Files.readString(file))
          .madeRules()
          .map(RuleFile::groups)
          .orElse(List.of());
    }
    return RuleFile.isRuleFile(name)
        ? RuleFile.parse(file.toString(), Files.readString(file)).groups()
        : List.of();
  }
}
