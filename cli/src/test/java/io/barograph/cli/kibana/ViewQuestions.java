package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What saved objects ask of Elasticsearch, put to a real server. */
record ViewQuestions(RealElasticsearch elasticsearch, SavedObjects objects) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern QUERIED_FIELD = Pattern.compile("([\\w.]+)\\s*:");

  /** Asserts that each data view has documents and its time field. */
  void checkDataViews() throws Exception {
    for (JsonNode view : objects.ofType("index-pattern")) {
      String pattern = SavedObjects.pattern(view);
      assertThat(elasticsearch.get("/" + pattern + "/_count").path("count").asInt()).isPositive();
      String time = view.at("/attributes/timeFieldName").asText();
      if (!time.isEmpty()) {
        assertThat(typeOf(pattern, time)).as(time).isEqualTo("date");
      }
    }
  }

  /** Checks every field of every chart and saved search; returns how many there are. */
  int checkFields() throws Exception {
    int fields = 0;
    for (JsonNode lens : objects.ofType("lens")) {
      fields += checkLensFields(lens);
    }
    for (JsonNode search : objects.ofType("search")) {
      fields += checkSearchFields(search);
    }
    return fields;
  }

  /** Asserts that each saved search finds documents, in its order. */
  void checkSearches() throws Exception {
    for (JsonNode search : objects.ofType("search")) {
      ObjectNode body = JSON.createObjectNode().put("size", 500);
      body.set("query", LensRequest.query(SavedObjects.searchSource(search).path("query")));
      for (JsonNode sort : search.at("/attributes/sort")) {
        body.withArray("/sort").addObject().put(sort.path(0).asText(), sort.path(1).asText());
      }
      JsonNode hits = search(SavedObjects.pattern(objects.dataViewOf(search)), body).at("/hits");

      assertThat(hits.at("/total/value").asInt()).as(SavedObjects.id(search)).isPositive();
      assertThat(hits.at("/hits/0/sort/0").asLong()).isPositive();
    }
  }

  /** Asserts that each chart has buckets and values. */
  void checkCharts() throws Exception {
    for (JsonNode lens : objects.ofType("lens")) {
      JsonNode answer = answer(lens);
      assertValues(SavedObjects.id(lens), LensRequest.body(lens), answer.path("aggregations"));
      for (JsonNode column : LensRequest.layer(lens).path("columns")) {
        if (column.has("filter")) {
          checkFilter(lens, column.path("filter"));
        }
      }
    }
  }

  /* A filter of a column finds some of what its chart finds. */
  private void checkFilter(JsonNode lens, JsonNode filter) throws Exception {
    String pattern = SavedObjects.pattern(objects.dataViewOf(lens));
    assertThat(checkQueriedFields(pattern, filter.path("query").asText())).isPositive();
    ObjectNode body = JSON.createObjectNode().put("size", 0);
    ArrayNode all = body.withObject("/query/bool").putArray("filter");
    all.add(LensRequest.query(lens.at("/attributes/state/query"))).add(LensRequest.query(filter));
    assertThat(search(pattern, body).at("/hits/total/value").asInt())
        .as("%s of %s", filter, SavedObjects.id(lens))
        .isPositive();
  }

  /** Checks the fields of a chart; returns how many there are. */
  int checkLensFields(JsonNode lens) throws Exception {
    String pattern = SavedObjects.pattern(objects.dataViewOf(lens));
    int fields = checkQueriedFields(pattern, lens.at("/attributes/state/query/query").asText());
    for (JsonNode column : LensRequest.layer(lens).path("columns")) {
      String field = column.path("sourceField").asText();
      String operation = column.path("operationType").asText();
      if (operation.equals("count")) {
        assertThat(field).isEqualTo("___records___");
        continue;
      }
      JsonNode capability = capability(pattern, field);
      assertThat(capability.path("aggregatable").asBoolean())
          .as("%s of %s can be aggregated", field, SavedObjects.id(lens))
          .isTrue();
      assertThat(capability.path("type").asText())
          .as("type of %s for %s in %s", field, operation, SavedObjects.id(lens))
          .isIn(
              switch (operation) {
                case "terms", "unique_count" -> List.of("keyword");
                case "date_histogram" -> List.of("date");
                case "last_value" -> List.of("keyword", "integer", "double");
                case "max" -> List.of("date", "integer", "double");
                case "min", "average", "sum", "median", "percentile" ->
                    List.of("integer", "double");
                default -> List.of();
              });
      fields++;
    }
    return fields;
  }

  /** Checks the fields of a saved search; returns how many there are. */
  private int checkSearchFields(JsonNode search) throws Exception {
    String pattern = SavedObjects.pattern(objects.dataViewOf(search));
    int fields =
        checkQueriedFields(pattern, SavedObjects.searchSource(search).at("/query/query").asText());
    for (JsonNode column : search.at("/attributes/columns")) {
      assertThat(typeOf(pattern, column.asText())).as(column.asText()).isNotEmpty();
      fields++;
    }
    for (JsonNode sort : search.at("/attributes/sort")) {
      assertThat(typeOf(pattern, sort.path(0).asText())).isEqualTo("date");
      fields++;
    }
    return fields;
  }

  private int checkQueriedFields(String pattern, String query) throws Exception {
    int fields = 0;
    for (Matcher field = QUERIED_FIELD.matcher(query); field.find(); fields++) {
      assertThat(capability(pattern, field.group(1)).path("searchable").asBoolean())
          .as("%s of the query %s can be searched", field.group(1), query)
          .isTrue();
    }
    return fields;
  }

  /** Asserts that each aggregation that {@code request} asks for has a value or filled buckets. */
  private static void assertValues(String chart, JsonNode request, JsonNode answer) {
    request
        .path("aggs")
        .fieldNames()
        .forEachRemaining(
            name -> {
              JsonNode found = answer.path(name);
              JsonNode asked = request.path("aggs").path(name);
              if (asked.has("filter")) {
                if (found.path("doc_count").asInt() > 0) {
                  assertValues(chart, asked, found);
                }
                return;
              }
              if (asked.has("top_hits")) {
                assertThat(found.at("/hits/hits")).as("%s of %s", name, chart).isNotEmpty();
                return;
              }
              if (!found.has("buckets")) {
                assertThat(value(found).isNumber()).as("%s of %s", name, chart).isTrue();
                return;
              }
              assertThat(found.path("buckets")).as("%s of %s", name, chart).isNotEmpty();
              for (JsonNode bucket : found.path("buckets")) {
                assertThat(bucket.path("doc_count").asInt()).isPositive();
                assertValues(chart, asked, bucket);
              }
            });
  }

  /* The value of a metric; of percentiles, where one is asked for, that one. */
  private static JsonNode value(JsonNode metric) {
    JsonNode percentiles = metric.path("values");
    return percentiles.isEmpty() ? metric.path("value") : percentiles.elements().next();
  }

  /** The values of {@code status} of what the object of this type and id finds. */
  Set<String> statusesFoundBy(String type, String id) throws Exception {
    JsonNode object = objects.find(type, id).orElseThrow();
    ObjectNode body = JSON.createObjectNode().put("size", 500);
    body.set(
        "query",
        LensRequest.query(
            type.equals("lens")
                ? object.at("/attributes/state/query")
                : SavedObjects.searchSource(object).path("query")));
    Set<String> statuses = new TreeSet<>();
    search(SavedObjects.pattern(objects.dataViewOf(object)), body)
        .at("/hits/hits")
        .forEach(hit -> statuses.add(hit.at("/_source/status").asText()));
    return statuses;
  }

  /** What Elasticsearch answers to a chart. */
  JsonNode answer(JsonNode lens) throws Exception {
    return search(SavedObjects.pattern(objects.dataViewOf(lens)), LensRequest.body(lens));
  }

  private JsonNode search(String pattern, JsonNode body) throws IOException, InterruptedException {
    JsonNode answer = elasticsearch.ask("POST", "/" + pattern + "/_search", body.toString());
    assertThat(answer.at("/_shards/failed").asInt()).isZero();
    return answer;
  }

  private String typeOf(String pattern, String field) throws Exception {
    return capability(pattern, field).path("type").asText();
  }

  /** What Kibana is told of {@code field}: type, searchable, aggregatable. */
  private JsonNode capability(String pattern, String field) throws Exception {
    JsonNode types =
        elasticsearch
            .get("/" + pattern + "/_field_caps?fields=" + field)
            .path("fields")
            .path(field);
    assertThat(types).as("types of %s in %s", field, pattern).hasSize(1);
    return types.elements().next();
  }

  /** Writes documents as the job does: at once, each by its id and version. */
  static void write(RealElasticsearch elasticsearch, List<ElasticsearchDocument> documents)
      throws Exception {
    StringBuilder bulk = new StringBuilder();
    for (ElasticsearchDocument document : documents) {
      ObjectNode action = JSON.createObjectNode();
      action
          .putObject("index")
          .put("_index", document.index())
          .put("_id", document.id())
          .put("version", document.version())
          .put("version_type", "external");
      bulk.append(action).append('\n').append(document.json()).append('\n');
    }
    JsonNode answer = elasticsearch.ask("POST", "/_bulk", bulk.toString());
    assertThat(answer.path("errors").asBoolean(true)).as("%s", answer).isFalse();
  }
}
