package io.barograph.cli.elasticsearch;

import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_ALREADY_NEWER;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_REJECTED;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_RETRIED;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.DOCUMENTS_STORED;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.REQUESTS_FAILED;
import static io.barograph.sinks.elasticsearch.ElasticsearchSinkMetric.REQUESTS_SPLIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sink against a real Elasticsearch, also one that is killed. The server says what is there;
 * what the sink counts must agree: documents in = stored + already newer + rejected.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElasticsearchSinkITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int THIRD = 3_000;

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  private static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;

  @BeforeAll
  void start() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
  }

  @AfterAll
  void stop() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  @Test
  void thisServerOffersNoIlmAndTheTemplatesDoWithoutIt() throws Exception {
    JsonNode templates = elasticsearch.get("/_index_template/barograph-*").path("index_templates");

    assertThat(templates)
        .extracting(template -> template.path("name").asText())
        .containsExactlyInAnyOrder(
            "barograph-alerts",
            "barograph-anomalies",
            "barograph-audit",
            "barograph-capacity",
            "barograph-decisions",
            "barograph-forecasts",
            "barograph-incidents",
            "barograph-measures",
            "barograph-notifications",
            "barograph-quality",
            "barograph-receipts",
            "barograph-transitions");
    assertThat(elasticsearch.get("/_component_template").path("component_templates"))
        .noneMatch(found -> found.path("name").asText().equals("barograph-lifecycle"));
  }

  @Test
  void anOlderOrEqualVersionIsAlreadyNewerAndNeverTriedAgain() throws Exception {
    String index = "barograph-alerts-2001.01";
    SinkRun newest = run(documents(index, 100, 3));
    List<ElasticsearchDocument> older = new ArrayList<>(documents(index, 100, 1));
    older.addAll(documents(index, 100, 2));
    older.addAll(documents(index, 100, 3));
    SinkRun late = run(older);
    SinkRun next = run(documents(index, 50, 4));

    assertThat(newest.counted(DOCUMENTS_STORED)).isEqualTo(100);
    assertThat(late.counted(DOCUMENTS_ALREADY_NEWER)).isEqualTo(300);
    assertThat(late.counted(DOCUMENTS_STORED)).isZero();
    assertThat(late.counted(DOCUMENTS_RETRIED)).isZero();
    assertThat(late.rejected()).isEmpty();
    assertThat(next.counted(DOCUMENTS_STORED)).isEqualTo(50);
    Map<String, Long> expected = new TreeMap<>();
    IntStream.range(0, 100).forEach(n -> expected.put("d" + n, n < 50 ? 4L : 3L));
    assertThat(stored(index)).isEqualTo(expected);
  }

  @Test
  void whatTheMappingRefusesIsADeadLetterAndTheOthersAreStored() throws Exception {
    String index = "barograph-alerts-2001.02";
    List<ElasticsearchDocument> documents = new ArrayList<>(documents(index, 8, 1));
    documents.add(3, new ElasticsearchDocument(index, "unknown", 1, "{\"pressure\":1013}"));
    documents.add(5, new ElasticsearchDocument(index, "undated", 1, "{\"activeAt\":\"today\"}"));
    SinkRun run = run(documents);

    assertThat(run.rejected()).hasSize(2);
    assertThat(run.rejected().get(0))
        .startsWith("undated: 400 document_parsing_exception: ")
        .contains("failed to parse field [activeAt]");
    assertThat(run.rejected().get(1))
        .startsWith("unknown: 400 strict_dynamic_mapping_exception: ")
        .contains("dynamic introduction of [pressure]");
    assertThat(run.counted(DOCUMENTS_REJECTED)).isEqualTo(2);
    assertThat(run.counted(DOCUMENTS_STORED)).isEqualTo(8);
    assertThat(run.counted(DOCUMENTS_RETRIED)).isZero();
    assertThat(stored(index).keySet())
        .containsExactlyInAnyOrder("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7");
  }

  @Test
  void aFieldThatIsMappedOtherwiseIsADeadLetterAndTheOthersAreStored() throws Exception {
    String index = "barograph-alerts-2001.04";
    SinkRun run =
        run(
            List.of(
                labelled(index, "plain", "\"k8s\":\"a\""),
                labelled(index, "dotted", "\"k8s.pod\":\"b\""),
                labelled(index, "other", "\"k8s\":\"c\"")));

    assertThat(run.rejected())
        .singleElement()
        .asString()
        .startsWith("dotted: 400 document_parsing_exception: ")
        .contains("k8s");
    assertThat(stored(index)).isEqualTo(Map.of("plain", 1L, "other", 1L));
  }

  @Test
  void aDocumentThatSpoilsItsWholeRequestIsADeadLetterAndTheOthersAreStored() throws Exception {
    String index = "barograph-alerts-2001.05";
    List<ElasticsearchDocument> documents = new ArrayList<>(documents(index, 20, 1));
    String tooLong = "x".repeat(513);
    documents.add(13, new ElasticsearchDocument(index, tooLong, 1, "{\"id\":\"x\"}"));
    SinkRun run = run(documents);

    assertThat(run.rejected())
        .singleElement()
        .asString()
        .startsWith(tooLong + ": 400 ")
        .contains("is too long, must be no longer than 512 bytes");
    assertThat(run.counted(REQUESTS_SPLIT)).isBetween(1L, 6L);
    assertThat(run.counted(DOCUMENTS_STORED)).isEqualTo(20);
    assertThat(stored(index)).hasSize(20);
  }

  @Test
  void aServerThatIsKilledInTheMiddleHasEachDocumentOnceInTheEnd() throws Exception {
    String index = "barograph-alerts-2001.03";
    List<ElasticsearchDocument> documents = documents(index, 3 * THIRD, 7);
    try (SinkRun run = SinkRun.start(METRICS, elasticsearch.address(), documents)) {
      run.allow(THIRD);
      await().atMost(PATIENCE).until(() -> run.counted(DOCUMENTS_STORED) > 0);
      run.allow(THIRD); // on their way while the server dies
      elasticsearch.kill();
      run.allow(THIRD);
      await().atMost(PATIENCE).until(() -> run.counted(REQUESTS_FAILED) > 0);
      elasticsearch.startAgain();
      run.awaitEnd();

      Map<String, Long> expected = new TreeMap<>();
      documents.forEach(document -> expected.put(document.id(), document.version()));
      assertThat(stored(index)).isEqualTo(expected);
      assertThat(run.rejected()).isEmpty();
      assertThat(run.counted(DOCUMENTS_STORED) + run.counted(DOCUMENTS_ALREADY_NEWER))
          .isEqualTo(3L * THIRD);
      System.out.printf(
          "Elasticsearch killed: %d documents, %d stored, %d already newer, %d sent once more%n",
          3 * THIRD,
          run.counted(DOCUMENTS_STORED),
          run.counted(DOCUMENTS_ALREADY_NEWER),
          run.counted(DOCUMENTS_RETRIED));
    }
  }

  private SinkRun run(List<ElasticsearchDocument> documents) throws Exception {
    try (SinkRun run = SinkRun.start(METRICS, elasticsearch.address(), documents)) {
      run.allow(documents.size());
      run.awaitEnd();
      return run;
    }
  }

  private static ElasticsearchDocument labelled(String index, String id, String label) {
    return new ElasticsearchDocument(
        index, id, 1, "{\"id\":\"%s\",\"labels\":{%s}}".formatted(id, label));
  }

  private static List<ElasticsearchDocument> documents(String index, int count, long version) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                new ElasticsearchDocument(
                    index,
                    "d" + n,
                    version,
                    "{\"id\":\"d%d\",\"version\":%d,\"status\":\"firing\"}".formatted(n, version)))
        .toList();
  }

  /** The version of each document of {@code index}, by id, as the server has them. */
  private Map<String, Long> stored(String index) throws Exception {
    elasticsearch.refresh();
    Map<String, Long> versions = new TreeMap<>();
    JsonNode hits =
        elasticsearch.get("/" + index + "/_search?size=10000&version=true&_source=false");
    hits.path("hits")
        .path("hits")
        .forEach(hit -> versions.put(hit.path("_id").asText(), hit.path("_version").asLong()));
    assertThat(elasticsearch.get("/" + index + "/_count").path("count").asInt())
        .isEqualTo(versions.size());
    return versions;
  }
}
