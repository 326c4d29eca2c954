package io.barograph.cli.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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
  private static final Path PROJECT = Path.of(System.getProperty("barograph.project"));
  private static final Path RULES = PROJECT.resolve("rules");
  private static final Path DASHBOARDS = PROJECT.resolve("deploy/grafana");
  private static final Pattern METRIC_ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
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
    assertThat(documented("performance"))
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
  void aDashboardAsksTheChosenDataSource(String pack) throws IOException, ParseException {
    JsonNode json = dashboard(pack).json();
    assertThat(json.get("uid").textValue()).isEqualTo("barograph-" + pack);
    assertThat(json.get("schemaVersion").intValue()).isGreaterThanOrEqualTo(39);
    JsonNode variable = json.at("/templating/list/0");
    assertThat(variable.get("type").textValue()).isEqualTo("datasource");
    assertThat(variable.get("query").textValue()).isEqualTo("prometheus");
    String reference = "${" + variable.get("name").textValue() + "}";
    for (Dashboard.Panel panel : dashboard(pack).panels()) {
      assertThat(panel.json().at("/datasource/uid").textValue()).isEqualTo(reference);
      assertThat(panel.json().get("targets"))
          .allMatch(target -> target.at("/datasource/uid").textValue().equals(reference));
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void panelsHaveAPlaceOfTheirOwn(String pack) throws IOException, ParseException {
    Set<String> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard(pack).json().get("panels")) {
      assertThat(ids.add(panel.get("id").intValue())).as("id of %s", panel.get("title")).isTrue();
      JsonNode place = panel.get("gridPos");
      int right = place.get("x").intValue() + place.get("w").intValue();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = place.get("x").intValue(); x < right; x++) {
        for (int y = 0; y < place.get("h").intValue(); y++) {
          String cell = x + " " + (place.get("y").intValue() + y);
          assertThat(cells.add(cell)).as("%s at %s", panel.get("title"), cell).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void itShowsTheMetricsOfThePackAndNoOthers(String pack)
      throws IOException, ParseException, RuleFileException {
    Set<String> shown = new TreeSet<>();
    dashboard(pack).panels().forEach(panel -> shown.addAll(panel.metrics()));
    Set<String> asked = new TreeSet<>();
    alerts(pack).forEach(alert -> asked.addAll(Dashboard.metrics(alert.expr())));

    assertThat(families(shown, pack)).isEqualTo(documented(pack));
    assertThat(documented(pack)).containsAll(families(asked, pack));
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everyAlertIsShownWithItsLimit(String pack)
      throws IOException, ParseException, RuleFileException {
    List<Dashboard.Panel> panels = dashboard(pack).panels();
    for (Rule.AlertingRule alert : alerts(pack)) {
      Set<String> parts = parts(alert.expr()).map(Printer::print).collect(Collectors.toSet());
      Set<Double> numbers =
          parts(alert.expr())
              .filter(NumberLiteral.class::isInstance)
              .map(number -> ((NumberLiteral) number).value())
              .collect(Collectors.toSet());

      assertThat(panels)
          .as(alert.name())
          .anyMatch(
              panel ->
                  panel.shows(alert.name())
                      && panel.expressions().stream().map(Printer::print).allMatch(parts::contains)
                      && panel.thresholds().size() == 1
                      && numbers.containsAll(panel.thresholds()));
    }
    Set<String> names = alerts(pack).stream().map(Rule::name).collect(Collectors.toSet());
    assertThat(panels)
        .filteredOn(panel -> panel.description().startsWith("Alert "))
        .allMatch(panel -> names.stream().anyMatch(panel::shows));
  }

  private static Stream<Expr> parts(Expr expr) {
    return Stream.concat(Stream.of(expr), expr.children().stream().flatMap(DashboardsTest::parts));
  }

  /** The names without the suffix of a histogram's series, where the pack has a histogram. */
  private static Set<String> families(Set<String> metrics, String pack) throws IOException {
    Set<String> documented = documented(pack);
    Set<String> families = new TreeSet<>();
    for (String metric : metrics) {
      String family = HISTOGRAM_SUFFIX.matcher(metric).replaceFirst("");
      families.add(documented.contains(family) ? family : metric);
    }
    return families;
  }

  private static Set<String> documented(String pack) throws IOException {
    String page = Files.readString(RULES.resolve(pack).resolve("README.md"));
    return METRIC_ROW
        .matcher(page)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Rule.AlertingRule> alerts(String pack) throws IOException, RuleFileException {
    List<Path> files;
    try (Stream<Path> all = Files.list(RULES.resolve(pack))) {
      files = all.filter(file -> RuleFile.isRuleFile(file.getFileName().toString())).toList();
    }
    List<Rule.AlertingRule> alerts = new ArrayList<>();
    for (Path file : files) {
      RuleFile.parse(file.toString(), Files.readString(file)).groups().stream()
          .flatMap(group -> group.rules().stream())
          .forEach(rule -> alerts.add((Rule.AlertingRule) rule));
    }
    return alerts;
  }

  private static Dashboard dashboard(String pack) throws IOException, ParseException {
    return Dashboard.read(DASHBOARDS.resolve(pack + ".json"));
  }

  private static boolean isJson(String name) {
    return name.endsWith(".json");
  }

  static List<String> packs() throws IOException {
    try (Stream<Path> packs = Files.list(RULES)) {
      return packs
          .filter(pack -> Files.exists(pack.resolve("README.md")))
          .filter(DashboardsTest::hasRules)
          .map(pack -> pack.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** False for a pack of settings alone, such as one of chains. */
  private static boolean hasRules(Path pack) {
    try (Stream<Path> files = Files.list(pack)) {
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> name.endsWith(".yml") && !name.equals("barograph.yml"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
