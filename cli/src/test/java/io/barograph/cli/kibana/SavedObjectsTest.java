package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The saved objects that ship hang together, and Kibana 8.19 knows their versions. */
class SavedObjectsTest {
  private static final int DASHBOARD_COLUMNS = 48;

  /** Versions that Kibana 8.19 has or migrates from; it refuses an object that is newer. */
  private static final Map<String, String> VERSIONS =
      Map.of("index-pattern", "8.0.0", "search", "10.5.0", "lens", "8.9.0", "dashboard", "10.2.0");

  @ParameterizedTest
  @MethodSource("files")
  void everyReferenceResolves(Path file) throws IOException {
    SavedObjects shipped = SavedObjects.read(file);
    for (JsonNode object : shipped.objects()) {
      for (JsonNode reference : object.path("references")) {
        assertThat(shipped.find(reference.path("type").asText(), reference.path("id").asText()))
            .as("%s of %s", reference, SavedObjects.id(object))
            .isPresent();
      }
    }
    assertThat(shipped.summary().path("exportedCount").asInt()).isEqualTo(shipped.objects().size());
    assertThat(shipped.summary().path("missingRefCount").asInt()).isZero();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyNameOfAReferenceIsUsed(Path file) throws IOException {
    for (JsonNode object : SavedObjects.read(file).objects()) {
      Set<String> names = new TreeSet<>();
      object.path("references").forEach(one -> names.add(one.path("name").asText()));
      assertThat(names).as(SavedObjects.id(object)).isEqualTo(usedNames(object));
    }
  }

  @Test
  void anIdIsOneObjectWhereverItStandsAndEveryVersionIsKnown() throws IOException {
    Map<String, JsonNode> known = new HashMap<>();
    List<JsonNode> objects = new ArrayList<>();
    for (Path file : files()) {
      List<JsonNode> some = SavedObjects.read(file).objects();
      assertThat(some).extracting(SavedObjects::id).doesNotHaveDuplicates();
      objects.addAll(some);
    }
    for (JsonNode object : objects) {
      String id = SavedObjects.id(object);
      assertThat(object).as(id).isEqualTo(known.getOrDefault(id, object));
      known.put(id, object);
      assertThat(object.path("coreMigrationVersion").asText()).isEqualTo("8.8.0");
      assertThat(object.path("typeMigrationVersion").asText())
          .isEqualTo(VERSIONS.get(object.path("type").asText()));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void theDashboardShowsEverythingAndNothingTwice(Path file) throws IOException {
    SavedObjects shipped = SavedObjects.read(file);
    JsonNode dashboard = shipped.ofType("dashboard").get(0);
    Set<String> shown = new TreeSet<>();
    dashboard.path("references").forEach(one -> shown.add(SavedObjects.id(one)));
    Set<String> made = new TreeSet<>();
    for (String type : List.of("lens", "search")) {
      shipped.ofType(type).forEach(object -> made.add(SavedObjects.id(object)));
    }

    assertThat(shown).isEqualTo(made);
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : SavedObjects.panels(dashboard)) {
      JsonNode grid = panel.path("gridData");
      assertThat(grid.path("i")).isEqualTo(panel.path("panelIndex"));
      for (int x = grid.path("x").asInt(); x < right(grid); x++) {
        for (int y = grid.path("y").asInt(); y < grid.path("y").asInt() + height(grid); y++) {
          assertThat(taken.add(x + "," + y)).as("panel %s lies on another", panel).isTrue();
        }
      }
      assertThat(right(grid)).isLessThanOrEqualTo(DASHBOARD_COLUMNS);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyChartShowsColumnsThatItsLayerHas(Path file) throws IOException {
    for (JsonNode lens : SavedObjects.read(file).ofType("lens")) {
      Set<String> columns = new TreeSet<>();
      JsonNode layer = LensRequest.layer(lens);
      layer.path("columns").fieldNames().forEachRemaining(columns::add);
      Set<String> ordered = new TreeSet<>();
      layer.path("columnOrder").forEach(column -> ordered.add(column.asText()));
      Set<String> shown = new TreeSet<>();
      JsonNode visualization = lens.at("/attributes/state/visualization");
      visualization.path("columns").forEach(one -> shown.add(one.path("columnId").asText()));
      for (JsonNode chart : visualization.path("layers")) {
        shown.add(chart.path("xAccessor").asText());
        chart.path("accessors").forEach(accessor -> shown.add(accessor.asText()));
        if (chart.has("splitAccessor")) {
          shown.add(chart.path("splitAccessor").asText());
        }
      }

      assertThat(ordered).as(SavedObjects.id(lens)).isEqualTo(columns);
      assertThat(shown).as(SavedObjects.id(lens)).isEqualTo(columns);
    }
  }

  static List<Path> files() {
    return List.of(
        SavedObjects.SHIPPED,
        SavedObjects.INCIDENTS,
        SavedObjects.BUSINESS,
        SavedObjects.DELIVERY,
        SavedObjects.OVERVIEW,
        SavedObjects.STORM,
        SavedObjects.AUDIT,
        SavedObjects.DETECTION);
  }

  /* The names by which an object of each type finds its references. */
  private static Set<String> usedNames(JsonNode object) throws IOException {
    Set<String> names = new TreeSet<>();
    switch (object.path("type").asText()) {
      case "search" -> names.add(SavedObjects.searchSource(object).path("indexRefName").asText());
      case "lens" ->
          object
              .at("/attributes/state/datasourceStates/formBased/layers")
              .fieldNames()
              .forEachRemaining(layer -> names.add("indexpattern-datasource-layer-" + layer));
      case "dashboard" ->
          SavedObjects.panels(object)
              .forEach(
                  panel ->
                      names.add(
                          panel.path("panelIndex").asText()
                              + ":"
                              + panel.path("panelRefName").asText()));
      default -> {}
    }
    return names;
  }

  private static int right(JsonNode grid) {
    return grid.path("x").asInt() + grid.path("w").asInt();
  }

  private static int height(JsonNode grid) {
    return grid.path("h").asInt();
  }
}
