package io.barograph.cli.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.ParseException;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each pack with a page of metrics has a dashboard that shows them and the limits of its alerts.
 */
class DashboardsTest {
  private static final Path DASHBOARDS = Packs.PROJECT.resolve("deploy/grafana");
  private static final Pattern HISTOGRAM_SUFFIX = Pattern.compile("_(bucket|count|sum)$");

  @Test
  void everyPackWithAPageHasADashboard() throws IOException {
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(DashboardsTest::isJson))
          .containsExactlyInAnyOrderElementsOf(packs().stream().map(p -> p + ".json").toList());
    }
    assertThat(packs()).contains("performance", "database", "queues");
  }

  @Test
  void thePerformancePackKnowsTheseMetrics() throws IOException {
    assertThat(Packs.documented("performance"))
        .containsExactlyInAnyOrder(
            "api_request_duration_seconds",
            "api_request_total",
            "api_concurrent_requests",
            "db_query_duration_seconds",
            "db_connection_pool_usage",
            "cache_hit_rate",
            "cache_memory_usage_bytes",
            "active_users_total",
            "stock_data_updates_total",
            "websocket_connections_total");
  }

  @ParameterizedTest
  @MethodSource("packs")
  void itShowsTheMetricsOfThePackAndNoOthers(String pack)
      throws IOException, ParseException, RuleFileException {
    Set<String> shown = new TreeSet<>();
    dashboard(pack).panels().forEach(panel -> shown.addAll(panel.metrics()));
    Set<String> asked = new TreeSet<>();
    Packs.alerts(pack).forEach(alert -> asked.addAll(Dashboard.metrics(alert.expr())));

    assertThat(families(shown, pack)).isEqualTo(Packs.documented(pack));
    assertThat(Packs.documented(pack)).containsAll(families(asked, pack));
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everyAlertIsShownWithItsLimit(String pack)
      throws IOException, ParseException, RuleFileException {
    List<Dashboard.Panel> panels = dashboard(pack).panels();
    for (Rule.AlertingRule alert : Packs.alerts(pack)) {
      assertThat(panels).as(alert.name()).anyMatch(Comparison.of(alert)::isDrawnBy);
    }
    Set<String> names = Packs.alerts(pack).stream().map(Rule::name).collect(Collectors.toSet());
    assertThat(panels)
        .filteredOn(panel -> panel.description().startsWith("Alert "))
        .allMatch(panel -> names.stream().anyMatch(panel::shows));
  }

  /** The names without the suffix of a histogram's series, where the pack has a histogram. */
  private static Set<String> families(Set<String> metrics, String pack) throws IOException {
    Set<String> documented = Packs.documented(pack);
    Set<String> families = new TreeSet<>();
    for (String metric : metrics) {
      String family = HISTOGRAM_SUFFIX.matcher(metric).replaceFirst("");
      families.add(documented.contains(family) ? family : metric);
    }
    return families;
  }

  private static Dashboard dashboard(String pack) throws IOException, ParseException {
    return Dashboard.read(DASHBOARDS.resolve(pack + ".json"));
  }

  private static boolean isJson(String name) {
    return name.endsWith(".json");
  }

  static List<String> packs() throws IOException {
    return Packs.withPage();
  }
}
