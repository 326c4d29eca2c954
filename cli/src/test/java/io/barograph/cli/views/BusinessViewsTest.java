package io.barograph.cli.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The business views ask for measures that there are, by labels that these have. */
class BusinessViewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Labels> SERIES =
      SampleMeasures.samples().stream().map(IngestedSample::labels).distinct().toList();

  @Test
  void everyMeasureThatAViewNamesStandsInThePageOfMeasures() throws IOException {
    Set<String> listed = MeasuresPage.names();
    Set<String> named = new TreeSet<>();
    for (View view : View.all()) {
      view.queries().forEach(query -> named.addAll(query.names()));
    }

    assertThat(named).hasSizeGreaterThan(60);
    named.removeIf(name -> listed.stream().anyMatch(one -> MeasureQuery.isCalled(name, one)));
    assertThat(named).isEmpty();
  }

  @Test
  void everyMeasureThatIsDerivedStandsInThePageOfMeasures() throws IOException {
    Set<String> derived =
        SERIES.stream().map(Labels::metricName).collect(Collectors.toCollection(TreeSet::new));

    assertThat(derived).hasSizeGreaterThan(100);
    derived.removeAll(MeasuresPage.names());
    assertThat(derived).isEmpty();
  }

  @Test
  void thePageOfMeasuresLeavesOutHowNamesBegin() {
    assertThat(
            MeasuresPage.names(
                """
                `barograph_market_stuck`, `_crossed` and `rate`
                | `barograph_model_…` | unit |
                |---|---|
                | `log_loss`, `gap{bin}` | `nats` |

                | `x` | y |
                """))
        .containsExactly(
            "barograph_market_crossed",
            "barograph_market_stuck",
            "barograph_model_gap",
            "barograph_model_log_loss");
  }

  @Test
  void everyQueryFindsSeriesThatHaveTheLabelsByWhichTheyAreToldApart() throws IOException {
    for (View view : View.all()) {
      for (MeasureQuery query : view.queries()) {
        List<Labels> found = SERIES.stream().filter(query::takes).toList();
        assertThat(query.names())
            .as(view.panel())
            .allSatisfy(
                name ->
                    assertThat(found)
                        .anyMatch(series -> MeasureQuery.isCalled(name, series.metricName())));
        for (String field : view.fields()) {
          assertThat(found)
              .as("%s has %s", view.panel(), field)
              .anyMatch(
                  series ->
                      field.equals("name")
                          || !series.get(field.substring("labels.".length())).isEmpty());
        }
      }
    }
  }

  @Test
  void aMeasureAWindowOrAQuantileThatIsNotThereIsNotFound() {
    for (String query :
        List.of(
            "name:barograph_strategy_win_rate",
            "name:barograph_strategy_win_ratio AND labels.window:63sessions",
            "name:barograph_strategy_slippage_basis_points AND labels.quantile:\"0.5\"")) {
      assertThat(SERIES).noneMatch(MeasureQuery.parse(query)::takes);
    }
    assertThat(SERIES)
        .anyMatch(
            MeasureQuery.parse(
                    "name:(a OR barograph_strategy_win_*) AND labels.strategy:($strategy)"
                        + " AND labels.window: last100")
                ::takes);
    assertThatThrownBy(() -> MeasureQuery.parse("name:a AND status:b"))
        .hasMessage("no field of a measure: status:b");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void aDashboardOfGrafanaAsksTheChosenDataSource(Path file) throws IOException {
    JsonNode dashboard = JSON.readTree(file.toFile());
    String name = file.getFileName().toString().replace(".json", "");
    JsonNode variable = dashboard.at("/templating/list/0");
    String reference = "${" + variable.path("name").asText() + "}";

    assertThat(dashboard.path("uid").asText()).isEqualTo("barograph-measures-" + name);
    assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
    assertThat(variable.path("type").asText()).isEqualTo("datasource");
    assertThat(variable.path("query").asText()).isEqualTo("elasticsearch");
    assertThat(dashboard.findValues("datasource"))
        .hasSizeGreaterThan(10)
        .allMatch(source -> source.path("uid").asText().equals(reference));
    for (JsonNode target : dashboard.findValues("targets")) {
      assertThat(target)
          .allMatch(one -> one.path("timeField").asText().equals("@timestamp"))
          .allMatch(one -> one.path("metrics").path(0).path("field").asText().equals("value"));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyVariableIsOfALabelAndIsUsed(Path file) throws IOException {
    JsonNode dashboard = JSON.readTree(file.toFile());
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        JsonNode terms = JSON.readTree(variable.path("query").asText());
        String label = variable.path("name").asText();
        MeasureQuery query = MeasureQuery.parse(terms.path("query").asText());

        assertThat(terms.path("field").asText()).isEqualTo("labels." + label);
        assertThat(SERIES).anyMatch(series -> query.takes(series) && !series.get(label).isEmpty());
        assertThat(dashboard.findValuesAsText("query"))
            .anyMatch(asked -> asked.contains("labels." + label + ":($" + label + ")"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveAPlaceOfTheirOwn(Path file) throws IOException {
    Set<String> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").asInt() + place.path("w").asInt();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = place.path("x").asInt(); x < right; x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = x + " " + (place.path("y").asInt() + y);
          assertThat(cells.add(cell)).as("%s at %s", panel.path("title"), cell).isTrue();
        }
      }
    }
  }

  static List<Path> dashboards() throws IOException {
    return View.dashboards();
  }
}
