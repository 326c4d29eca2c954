package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.core.alert.Alert;
import io.barograph.jobs.output.AlertDocuments;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the dashboard asks of Elasticsearch has an answer: its fields, queries and aggregations, on
 * a real server with the index templates that ship and documents that the job's code wrote.
 *
 * <p>Kibana itself does not run here. That it imports and draws the objects is not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern QUERIED_FIELD = Pattern.compile("([\\w.]+)\\s*:");

  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;

  @BeforeAll
  void start() throws Exception {
    assumeThat(RealElasticsearch.installation().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    for (Alert alert : SampleAlerts.transitions()) {
      write(AlertDocuments.episode(alert));
      write(AlertDocuments.transition(alert));
    }
    elasticsearch.refresh();
  }

  @AfterAll
  void stop() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  @Test
  void everyDataViewHasDocumentsAndItsTimeField() throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    assertThat(shipped.ofType("index-pattern"))
        .extracting(SavedObjects::pattern)
        .containsExactlyInAnyOrder("barograph-alerts-*", "barograph-transitions-*");
    for (JsonNode view : shipped.ofType("index-pattern")) {
      String pattern = SavedObjects.pattern(view);
      assertThat(elasticsearch.get("/" + pattern + "/_count").path("count").asInt()).isPositive();
      String time = view.at("/attributes/timeFieldName").asText();
      if (!time.isEmpty()) {
        assertThat(typeOf(pattern, time)).as(time).isEqualTo("date");
      }
    }
  }

  @Test
  void everyFieldIsThereWithATypeThatSuits() throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    int fields = 0;
    for (JsonNode lens : shipped.ofType("lens")) {
      fields += checkLensFields(shipped, lens);
    }
    for (JsonNode search : shipped.ofType("search")) {
      fields += checkSearchFields(shipped, search);
    }
    assertThat(fields).isGreaterThan(25);
  }

  @Test
  void everySavedSearchFindsDocumentsInItsOrder() throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    for (JsonNode search : shipped.ofType("search")) {
      ObjectNode body = JSON.createObjectNode().put("size", 500);
      body.set("query", LensRequest.query(SavedObjects.searchSource(search).path("query")));
      for (JsonNode sort : search.at("/attributes/sort")) {
        body.withArray("/sort").addObject().put(sort.path(0).asText(), sort.path(1).asText());
      }
      JsonNode hits = search(SavedObjects.pattern(shipped.dataViewOf(search)), body).at("/hits");

      assertThat(hits.at("/total/value").asInt()).as(SavedObjects.id(search)).isPositive();
      assertThat(hits.at("/hits/0/sort/0").asLong()).isPositive();
    }
  }

  @Test
  void openAlertsAreThoseThatArePendingFiringOrWithoutData() throws Exception {
    assertThat(statusesFoundBy("search", "barograph-open-alerts"))
        .containsExactly("firing", "nodata", "pending");
    assertThat(statusesFoundBy("lens", "barograph-firing-now")).containsExactly("firing", "nodata");
  }

  @Test
  void everyChartHasBucketsAndValues() throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    for (JsonNode lens : shipped.ofType("lens")) {
      JsonNode answer = answer(shipped, lens);
      assertValues(SavedObjects.id(lens), LensRequest.body(lens), answer.path("aggregations"));
    }
  }

  @Test
  void theNoisiestAlertStandsFirstAndDataThatReturnsIsNoNewAlert() throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    JsonNode noisiest = shipped.find("lens", "barograph-noisiest").orElseThrow();
    JsonNode buckets = answer(shipped, noisiest).at("/aggregations/alertname/buckets");

    assertThat(buckets.findValuesAsText("key"))
        .startsWith("OrderLatencyHigh")
        .containsExactlyInAnyOrder("OrderLatencyHigh", "QuotesStale", "HostDiskFull");
    assertThat(buckets.findValuesAsText("doc_count")).containsExactly("2", "1", "1");
    assertThat(buckets.at("/0/series/value").asInt()).isEqualTo(2);
  }

  @Test
  void aFieldThatIsMissingOrOfTheWrongTypeIsFound() throws Exception {
    String shipped = Files.readString(SavedObjects.SHIPPED);

    for (String wrong :
        List.of("labels.alertnam", "annotations.summary", "reason.sentence", "duration_seconds")) {
      SavedObjects changed =
          SavedObjects.parse(
              shipped.replace(
                  "\"sourceField\":\"labels.alertname\"", "\"sourceField\":\"" + wrong + '"'));
      JsonNode lens = changed.find("lens", "barograph-noisiest").orElseThrow();
      assertThatThrownBy(() -> checkLensFields(changed, lens))
          .as(wrong)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(wrong);
    }
  }

  /** Checks the fields of a chart; returns how many there are. */
  private int checkLensFields(SavedObjects objects, JsonNode lens) throws Exception {
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
                case "date_histogram", "max" -> List.of("date");
                default -> List.of();
              });
      fields++;
    }
    return fields;
  }

  /** Checks the fields of a saved search; returns how many there are. */
  private int checkSearchFields(SavedObjects objects, JsonNode search) throws Exception {
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
              if (!found.has("buckets")) {
                assertThat(found.path("value").isNumber()).as("%s of %s", name, chart).isTrue();
                return;
              }
              assertThat(found.path("buckets")).as("%s of %s", name, chart).isNotEmpty();
              for (JsonNode bucket : found.path("buckets")) {
                assertThat(bucket.path("doc_count").asInt()).isPositive();
                assertValues(chart, request.path("aggs").path(name), bucket);
              }
            });
  }

  private Set<String> statusesFoundBy(String type, String id) throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    JsonNode object = shipped.find(type, id).orElseThrow();
    ObjectNode body = JSON.createObjectNode().put("size", 500);
    body.set(
        "query",
        LensRequest.query(
            type.equals("lens")
                ? object.at("/attributes/state/query")
                : SavedObjects.searchSource(object).path("query")));
    Set<String> statuses = new TreeSet<>();
    search(SavedObjects.pattern(shipped.dataViewOf(object)), body)
        .at("/hits/hits")
        .forEach(hit -> statuses.add(hit.at("/_source/status").asText()));
    return statuses;
  }

  private JsonNode answer(SavedObjects objects, JsonNode lens) throws Exception {
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

  private void write(ElasticsearchDocument document) throws Exception {
    JsonNode unused =
        elasticsearch.ask(
            "PUT",
            "/%s/_doc/%s?version=%d&version_type=external"
                .formatted(document.index(), document.id(), document.version()),
            document.json());
  }
}
