package io.barograph.cli.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.promql.parse.ParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dashboard that asks a Prometheus asks the one that is chosen, and has room for panels. */
class DashboardLayoutTest {
  private static final Path DASHBOARDS = Packs.PROJECT.resolve("deploy/grafana");

  @Test
  void thereAreDashboardsOfPacksAndViews() throws IOException {
    assertThat(names()).contains("queues", "views/job-health");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aDashboardAsksTheChosenDataSource(String name) throws IOException, ParseException {
    Dashboard dashboard = dashboard(name);
    JsonNode json = dashboard.json();
    assertThat(json.get("uid").textValue()).isEqualTo("barograph-" + name.replace('/', '-'));
    assertThat(json.get("tags")).extracting(JsonNode::textValue).containsExactly("barograph");
    assertThat(json.get("schemaVersion").intValue()).isGreaterThanOrEqualTo(39);
    JsonNode variable = json.at("/templating/list/0");
    assertThat(variable.get("type").textValue()).isEqualTo("datasource");
    assertThat(variable.get("query").textValue()).isEqualTo("prometheus");
    String reference = "${" + variable.get("name").textValue() + "}";
    for (Dashboard.Panel panel : dashboard.panels()) {
      assertThat(panel.json().at("/datasource/uid").textValue()).isEqualTo(reference);
      assertThat(panel.json().get("targets"))
          .isNotEmpty()
          .allMatch(target -> target.at("/datasource/uid").textValue().equals(reference));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void panelsHaveAPlaceOfTheirOwn(String name) throws IOException, ParseException {
    Set<String> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard(name).json().get("panels")) {
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

  static List<String> names() throws IOException {
    return Stream.concat(namesIn(""), namesIn("views/")).toList();
  }

  private static Stream<String> namesIn(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DASHBOARDS.resolve(folder))) {
      return files
          .map(file -> folder + file.getFileName())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Dashboard dashboard(String name) throws IOException, ParseException {
    return Dashboard.read(DASHBOARDS.resolve(name + ".json"));
  }
}
