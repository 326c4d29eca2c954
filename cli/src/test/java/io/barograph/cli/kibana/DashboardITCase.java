package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.jobs.output.AlertDocuments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;
  private ViewQuestions questions;

  @BeforeAll
  void start() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    ViewQuestions.write(
        elasticsearch,
        SampleAlerts.transitions().stream()
            .flatMap(
                alert -> Stream.of(AlertDocuments.episode(alert), AlertDocuments.transition(alert)))
            .toList());
    elasticsearch.refresh();
    questions = new ViewQuestions(elasticsearch, SavedObjects.shipped());
  }

  @AfterAll
  void stop() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  @Test
  void everyDataViewHasDocumentsAndItsTimeField() throws Exception {
    assertThat(SavedObjects.shipped().ofType("index-pattern"))
        .extracting(SavedObjects::pattern)
        .containsExactlyInAnyOrder("barograph-alerts-*", "barograph-transitions-*");
    questions.checkDataViews();
  }

  @Test
  void everyFieldIsThereWithATypeThatSuits() throws Exception {
    assertThat(questions.checkFields()).isGreaterThan(25);
  }

  @Test
  void everySavedSearchFindsDocumentsInItsOrder() throws Exception {
    questions.checkSearches();
  }

  @Test
  void openAlertsAreThoseThatArePendingFiringOrWithoutData() throws Exception {
    assertThat(questions.statusesFoundBy("search", "barograph-open-alerts"))
        .containsExactly("firing", "nodata", "pending");
    assertThat(questions.statusesFoundBy("lens", "barograph-firing-now"))
        .containsExactly("firing", "nodata");
  }

  @Test
  void everyChartHasBucketsAndValues() throws Exception {
    questions.checkCharts();
  }

  @Test
  void theNoisiestAlertStandsFirstAndDataThatReturnsIsNoNewAlert() throws Exception {
    SavedObjects shipped = SavedObjects.shipped();
    JsonNode noisiest = shipped.find("lens", "barograph-noisiest").orElseThrow();
    JsonNode buckets = questions.answer(noisiest).at("/aggregations/alertname/buckets");

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
      assertThatThrownBy(() -> new ViewQuestions(elasticsearch, changed).checkLensFields(lens))
          .as(wrong)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(wrong);
    }
  }
}
