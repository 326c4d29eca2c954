package io.barograph.cli.views;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.kibana.LensRequest;
import io.barograph.cli.kibana.SavedObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A part of a panel: what it asks for and by which labels it tells series apart.
 *
 * @param panel where it stands
 * @param queries what its values are of, one for each
 * @param fields by which its values are told apart
 * @param values the names of its values in the answer
 * @param request the search for its values
 */
record View(
    String panel,
    List<MeasureQuery> queries,
    Set<String> fields,
    Set<String> values,
    JsonNode request) {
  static final Path GRAFANA = Path.of("..", "deploy", "grafana", "elasticsearch");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every part of every panel that ships. */
  static List<View> all() throws IOException {
    List<View> all = new ArrayList<>(ofKibana());
    for (Path file : dashboards()) {
      all.addAll(ofGrafana(JSON.readTree(file.toFile())));
    }
    return all;
  }

  static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(GRAFANA)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static List<View> ofKibana() throws IOException {
    List<View> views = new ArrayList<>();
    for (JsonNode lens : SavedObjects.read(SavedObjects.BUSINESS).ofType("lens")) {
      MeasureQuery whole = MeasureQuery.parse(lens.at("/attributes/state/query/query").asText());
      List<MeasureQuery> queries = new ArrayList<>(List.of(whole));
      Set<String> fields = new TreeSet<>();
      Set<String> values = new TreeSet<>();
      JsonNode columns = LensRequest.layer(lens).path("columns");
      columns
          .fieldNames()
          .forEachRemaining(
              name -> {
                JsonNode column = columns.path(name);
                if (column.path("operationType").asText().equals("terms")) {
                  fields.add(column.path("sourceField").asText());
                } else if (!column.path("isBucketed").asBoolean()) {
                  values.add(name);
                }
                String filter = column.at("/filter/query").asText();
                if (!filter.isEmpty()) {
                  queries.add(whole.and(MeasureQuery.parse(filter)));
                }
              });
      views.add(new View(SavedObjects.id(lens), queries, fields, values, LensRequest.body(lens)));
    }
    return views;
  }

  static List<View> ofGrafana(JsonNode dashboard) {
    List<View> views = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        Set<String> fields = new TreeSet<>();
        for (JsonNode bucket : target.path("bucketAggs")) {
          if (bucket.path("type").asText().equals("terms")) {
            fields.add(bucket.path("field").asText());
          }
        }
        Set<String> values = new TreeSet<>();
        target.path("metrics").forEach(metric -> values.add(metric.path("id").asText()));
        views.add(
            new View(
                "%s, %s".formatted(dashboard.path("uid").asText(), panel.path("title").asText()),
                List.of(MeasureQuery.parse(target.path("query").asText())),
                fields,
                values,
                TargetRequest.body(target, everything(dashboard))));
      }
    }
    return views;
  }

  /** The value of each variable with which it stands for everything. */
  static ObjectNode everything(JsonNode dashboard) {
    ObjectNode values = JSON.createObjectNode();
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.path("includeAll").asBoolean()) {
        values.put(variable.path("name").asText(), variable.path("allValue").asText());
      }
    }
    return values;
  }
}
