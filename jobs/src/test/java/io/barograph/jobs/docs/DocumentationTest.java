package io.barograph.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.OptionNames;
import io.barograph.jobs.rules.RulesMetric;
import io.barograph.jobs.source.SourceMetric;
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
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** Every option, metric and shipped alert is documented. */
class DocumentationTest {
  private static final Path PROJECT = Path.of("..");

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

  private static String row(String name, String help) {
    return "| `%s` | %s |".formatted(name, help);
  }

  private static List<Rule.AlertingRule> shippedAlerts() throws IOException, RuleFileException {
    List<Rule.AlertingRule> alerts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("rules"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
        if (file.getFileName().toString().endsWith("_test.yml")) {
          continue;
        }
        for (RuleGroup group : RuleFile.parse(file.toString(), Files.readString(file)).groups()) {
          group.rules().forEach(rule -> alerts.add((Rule.AlertingRule) rule));
        }
      }
    }
    assertThat(alerts).isNotEmpty();
    return alerts;
  }
}
