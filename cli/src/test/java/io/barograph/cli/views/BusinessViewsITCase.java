package io.barograph.cli.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.output.MeasureDocuments;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the business views ask of Elasticsearch has an answer, on a real server with the index
 * template that ships and documents that the job's code wrote of what the measures derive.
 *
 * <p>Kibana and Grafana do not run here. That they import and draw the views is not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BusinessViewsITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = "barograph-measures-2026.11";

  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;
  private List<ElasticsearchDocument> documents;

  @BeforeAll
  void start() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    documents = documents();
    assertThat(write().findValuesAsText("status")).containsOnly("201");
    elasticsearch.refresh();
  }

  @AfterAll
  void stop() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  @Test
  void aRetryMeetsItsFirstTry() throws Exception {
    assertThat(documents).hasSizeGreaterThan(500).allMatch(one -> one.index().equals(INDEX));
    JsonNode again = write();

    assertThat(again.findValues("error")).hasSize(documents.size());
    assertThat(again.findValuesAsText("type")).containsOnly("version_conflict_engine_exception");
    elasticsearch.refresh();
    assertThat(elasticsearch.get("/barograph-measures-*/_count").path("count").asInt())
        .isEqualTo(documents.size());
  }

  @Test
  void theTemplateGivesEachFieldAType() throws Exception {
    JsonNode fields =
        elasticsearch.get("/barograph-measures-*/_field_caps?fields=*").path("fields");

    assertThat(fields.path("@timestamp").has("date")).isTrue();
    assertThat(fields.path("value").has("double")).isTrue();
    for (String keyword : List.of("name", "labels.strategy", "labels.symbol", "labels.model")) {
      assertThat(fields.at("/" + keyword + "/keyword/aggregatable").asBoolean())
          .as(keyword)
          .isTrue();
    }
  }

  @Test
  void everyValueOfEveryPanelHasAnAnswer() throws Exception {
    for (View view : View.all()) {
      JsonNode answer =
          elasticsearch.ask("POST", "/barograph-measures-*/_search", view.request().toString());

      assertThat(answer.at("/_shards/failed").asInt()).isZero();
      for (String value : view.values()) {
        assertThat(answer.path("aggregations").findValues(value))
            .as("%s of %s", value, view.panel())
            .anyMatch(BusinessViewsITCase::isValue);
      }
    }
  }

  @Test
  void allTakesAStrategyWithoutAnAccountAndAChoiceDoesNot() throws Exception {
    JsonNode dashboard = JSON.readTree(View.GRAFANA.resolve("strategies.json").toFile());
    JsonNode target = dashboard.at("/panels/1/targets/0");
    ObjectNode chosen = JSON.createObjectNode().put("account", "\"main\"").put("strategy", "*");

    assertThat(accounts(TargetRequest.body(target, View.everything(dashboard))))
        .containsExactly("-", "main");
    assertThat(accounts(TargetRequest.body(target, chosen))).containsExactly("main");
  }

  private List<String> accounts(JsonNode request) throws Exception {
    JsonNode buckets =
        elasticsearch
            .ask("POST", "/barograph-measures-*/_search", request.toString())
            .at("/aggregations/10/buckets");
    List<String> accounts = new ArrayList<>();
    buckets.forEach(bucket -> accounts.add(bucket.path("key").asText()));
    return accounts;
  }

  /** A number, or a newest document behind a filter. */
  private static boolean isValue(JsonNode found) {
    return found.path("value").isNumber() || !found.findPath("hits").at("/hits/0").isMissingNode();
  }

  private JsonNode write() throws Exception {
    StringBuilder bulk = new StringBuilder();
    for (ElasticsearchDocument document : documents) {
      bulk.append(
          """
          {"index":{"_index":"%s","_id":"%s","version":%d,"version_type":"external"}}
          %s
          """
              .formatted(document.index(), document.id(), document.version(), document.json()));
    }
    return elasticsearch.ask("POST", "/_bulk", bulk.toString()).path("items");
  }

  private static List<ElasticsearchDocument> documents() {
    List<ElasticsearchDocument> documents = new ArrayList<>();
    MeasureDocuments function = MeasureDocuments.ofMeasures(60_000);
    for (IngestedSample sample : SampleMeasures.samples()) {
      function.flatMap(sample, new Collected(documents));
    }
    return documents;
  }

  private record Collected(List<ElasticsearchDocument> documents)
      implements Collector<ElasticsearchDocument> {
    @Override
    public void collect(ElasticsearchDocument document) {
      documents.add(document);
    }

    @Override
    public void close() {}
  }
}
