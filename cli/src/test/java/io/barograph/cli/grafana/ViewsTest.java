package io.barograph.cli.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.ParseException;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboards across packs show what can be looked up, and alerts with their limits. */
class ViewsTest {
  private static final Path DASHBOARDS = Packs.PROJECT.resolve("deploy/grafana");
  private static final List<String> VIEWS =
      List.of("alerts", "application", "infrastructure", "job-health", "system");

  @Test
  void eachViewIsExplained() throws IOException {
    String page = Files.readString(DASHBOARDS.resolve("README.md"));

    try (Stream<Path> files = Files.list(DASHBOARDS.resolve("views"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(VIEWS.stream().map(v -> v + ".json").toList());
    }
    assertThat(VIEWS).allMatch(view -> page.contains("| `" + view + ".json` |"));
  }

  @Test
  void everyMetricOfAViewCanBeLookedUp() throws Exception {
    MetricNames known = MetricNames.shipped();

    for (String view : VIEWS) {
      for (Dashboard.Panel panel : view(view).panels()) {
        assertThat(panel.metrics())
            .as("%s of %s", panel.json().get("title"), view)
            .isNotEmpty()
            .allMatch(known::contains);
      }
    }
  }

  @Test
  void aMetricThatNoPageListsCannotBeLookedUp() throws Exception {
    Set<String> ofFlink = new TreeSet<>();
    for (String view : VIEWS) {
      view(view).panels().forEach(panel -> ofFlink.addAll(panel.metrics()));
    }
    ofFlink.removeIf(metric -> !metric.startsWith("flink_"));
    MetricNames known = MetricNames.shipped();
    String page = MetricNames.page("metrics.md");

    assertThat(ofFlink).hasSizeGreaterThan(30);
    for (String metric : ofFlink) {
      String end = metric.substring(metric.lastIndexOf('_') + 1);
      String without =
          page.lines()
              .filter(row -> !row.startsWith("| `" + metric) && !row.startsWith("| `" + end + "`"))
              .collect(Collectors.joining("\n"));
      Set<String> listed = MetricNames.ofMetricsPage(without);

      assertThat(new MetricNames(listed, known.asked()).contains(metric)).as(metric).isFalse();
    }
  }

  @Test
  void whatNoRuleAndNoPageNamesIsUnknown() throws Exception {
    MetricNames known = MetricNames.shipped();

    assertThat(known.contains("node_timex_sync_status")).isTrue();
    assertThat(known.contains("node_timex_sync_state")).isFalse();
    assertThat(known.contains("flink_taskmanager_job_task_operator_numDelivered")).isTrue();
    assertThat(known.contains("flink_taskmanager_job_task_operator_numSamplesLate")).isFalse();
    assertThat(known.contains("numDelivered")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "self", "receivers"})
  void aPackWithoutADashboardHasEachOfItsAlertsInAView(String pack) throws Exception {
    List<Dashboard.Panel> panels = new ArrayList<>();
    for (String view : VIEWS) {
      panels.addAll(view(view).panels());
    }

    for (Rule.AlertingRule alert : Packs.alerts(pack)) {
      assertThat(panels).as(alert.name()).anyMatch(Comparison.of(alert)::isDrawnBy);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "system, system",
    "application, performance",
    "application, services",
    "infrastructure, database",
    "infrastructure, queues",
    "infrastructure, cache",
    "infrastructure, containers",
    "infrastructure, network",
    "alerts, receivers",
    "job-health, self"
  })
  void aViewHasAlertsOfItsPacks(String view, String pack) throws Exception {
    List<Comparison> alerts = Packs.alerts(pack).stream().map(Comparison::of).toList();

    assertThat(view(view).panels())
        .anyMatch(panel -> alerts.stream().anyMatch(alert -> alert.isDrawnBy(panel)));
  }

  @Test
  void aPanelThatNamesAnAlertDrawsItsFigureWithItsLimit() throws Exception {
    List<Comparison> alerts = comparisons();

    for (String view : VIEWS) {
      assertThat(view(view).panels())
          .as(view)
          .filteredOn(panel -> panel.description().startsWith("Alert "))
          .isNotEmpty()
          .allMatch(panel -> alerts.stream().anyMatch(alert -> alert.isDrawnBy(panel)));
    }
  }

  private static List<Comparison> comparisons() throws IOException, RuleFileException {
    List<Comparison> comparisons = new ArrayList<>();
    for (String pack : Packs.all()) {
      Packs.alerts(pack).forEach(alert -> comparisons.add(Comparison.of(alert)));
    }
    return comparisons;
  }

  private static Dashboard view(String name) throws IOException, ParseException {
    return Dashboard.read(DASHBOARDS.resolve("views").resolve(name + ".json"));
  }
}
