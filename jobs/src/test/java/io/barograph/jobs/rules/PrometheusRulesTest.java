package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.source.SourceMetric;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.RuleTestRunner;
import io.barograph.promql.testlang.TestOutcome;
import io.barograph.promql.testlang.TestOutcome.Status;
import io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules by which a Prometheus watches Barograph do what their tests say. */
class PrometheusRulesTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path FOLDER = PROJECT.resolve("deploy/prometheus");
  private static final Path RULES = FOLDER.resolve("barograph-rules.yml");
  private static final Path TESTS = FOLDER.resolve("barograph-rules_test.yml");
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Pattern JOB_MATCHER = Pattern.compile("[{,]\\s*job=~?\"([^\"]+)\"");

  @TempDir private Path folder;

  @Test
  void theRulesPassTheirTests() throws IOException, RuleFileException {
    RuleTestFile tests = RuleTestFile.read(TESTS);

    assertThat(RuleTestRunner.run(tests)).extracting(TestOutcome::detail).containsOnly("");
    for (Rule rule : rules()) {
      assertThat(RuleTestRunner.run(tests.withRuleFiles(List.of(rulesWithout(rule.name())))))
          .as("without %s", rule.name())
          .extracting(TestOutcome::status)
          .contains(Status.FAILED);
    }
  }

  @Test
  void everyAlertFiresAndStaysSilentInItsTests() throws IOException, RuleFileException {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (RuleTestFile.Case one : RuleTestFile.read(TESTS).cases()) {
      one.alerts()
          .forEach(
              expected ->
                  (expected.alerts().isEmpty() ? silent : firing).add(expected.alertName()));
    }
    Set<String> all = new TreeSet<>();
    rules().forEach(rule -> all.add(rule.name()));

    assertThat(firing).isEqualTo(all);
    assertThat(silent).isEqualTo(all);
  }

  @Test
  void everyMetricIsOneThatBarographOrItsServersHave() throws IOException, RuleFileException {
    Set<String> known = new HashSet<>();
    for (SourceMetric metric : SourceMetric.values()) {
      boolean isOfTheClock = metric.metricName().toLowerCase(Locale.ROOT).contains("clock");
      known.add(OPERATOR + (isOfTheClock ? "" : "deserializer_") + metric.metricName());
    }
    Arrays.stream(RulesMetric.values())
        .forEach(metric -> known.add(OPERATOR + metric.metricName()));
    Arrays.stream(ElasticsearchSinkMetric.values())
        .forEach(metric -> known.add(OPERATOR + metric.metricName()));
    String page = Files.readString(PROJECT.resolve("docs/metrics.md"));
    for (Rule rule : rules()) {
      for (String metric : metrics(rule.expr())) {
        assertThat(known.contains(metric) || page.contains("| `" + metric + "` |"))
            .as(
                "%s of %s is a metric of Barograph or stands in docs/metrics.md",
                metric, rule.name())
            .isTrue();
      }
    }
  }

  @Test
  void everyAlertSaysWhatToDo() throws IOException, RuleFileException {
    for (Rule rule : rules()) {
      Rule.AlertingRule alert = (Rule.AlertingRule) rule;
      assertThat(alert.labels()).as(alert.name()).containsOnlyKeys("severity");
      assertThat(alert.annotations())
          .as(alert.name())
          .containsKeys("summary", "description")
          .containsEntry("runbook_url", "docs/runbooks/" + alert.name() + ".md");
      assertThat(PROJECT.resolve("docs/runbooks/" + alert.name() + ".md")).isNotEmptyFile();
    }
  }

  @Test
  void everyJobThatARuleAsksForIsScraped() throws IOException, RuleFileException {
    Set<String> scraped = new TreeSet<>();
    for (Map<?, ?> job : maps(yaml(FOLDER.resolve("scrape.yml")).get("scrape_configs"))) {
      assertThat(scraped.add((String) job.get("job_name"))).isTrue();
      assertThat(maps(job.get("static_configs"))).allMatch(one -> one.containsKey("targets"));
    }
    Set<String> asked = new TreeSet<>();
    for (Rule rule : rules()) {
      for (Matcher job = JOB_MATCHER.matcher(rule.query()); job.find(); ) {
        asked.addAll(List.of(job.group(1).split("\\|")));
      }
    }

    assertThat(asked).isEqualTo(scraped);
  }

  private static List<Rule> rules() throws IOException, RuleFileException {
    return RuleFile.parse(RULES.toString(), Files.readString(RULES)).groups().stream()
        .flatMap(group -> group.rules().stream())
        .toList();
  }

  private static Set<String> metrics(Expr expr) {
    if (expr instanceof Expr.VectorSelector selector) {
      return Set.of(selector.name());
    }
    return expr.children().stream()
        .flatMap(child -> metrics(child).stream())
        .collect(Collectors.toSet());
  }

  private Path rulesWithout(String alert) throws IOException {
    Map<String, Object> file = yaml(RULES);
    List<Map<?, ?>> groups = maps(file.get("groups"));
    for (Map<?, ?> group : groups) {
      ((List<?>) group.get("rules"))
          .removeIf(rule -> alert.equals(((Map<?, ?>) rule).get("alert")));
    }
    groups.removeIf(group -> ((List<?>) group.get("rules")).isEmpty());
    file.put("groups", groups);
    return Files.writeString(
        folder.resolve("rules.yml"), new Dump(DumpSettings.builder().build()).dumpToString(file));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(Path file) throws IOException {
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static List<Map<?, ?>> maps(Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    ((List<?>) list).forEach(one -> maps.add((Map<?, ?>) one));
    return maps;
  }
}
