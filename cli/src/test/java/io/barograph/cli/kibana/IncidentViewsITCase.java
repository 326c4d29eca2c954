package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.jobs.output.IncidentDocuments;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the dashboard of incidents asks of Elasticsearch has an answer, on a real server and
 * incidents that the correlator found.
 *
 * <p>Kibana itself does not run here. That it imports and draws the objects is not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentViewsITCase {
  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;
  private ViewQuestions questions;

  @BeforeAll
  void start() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    List<ElasticsearchDocument> documents = new ArrayList<>();
    for (Incident incident : SampleIncidents.cascades()) {
      documents.add(IncidentDocuments.incident(incident, Recommendations.NONE));
      incident.decisions().stream().map(IncidentDocuments::decision).forEach(documents::add);
    }
    ViewQuestions.write(elasticsearch, documents);
    elasticsearch.refresh();
    questions = new ViewQuestions(elasticsearch, SavedObjects.read(SavedObjects.INCIDENTS));
  }

  @AfterAll
  void stop() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  @Test
  void everyDataViewHasDocumentsAndItsTimeField() throws Exception {
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
  void everyChartHasBucketsAndValues() throws Exception {
    questions.checkCharts();
  }

  @Test
  void whatIsOpenIsShownAloneAndRootsWithWhatBeganThere() throws Exception {
    assertThat(questions.statusesFoundBy("search", "barograph-open-incidents"))
        .containsExactly("open");
    assertThat(questions.statusesFoundBy("lens", "barograph-incident-roots"))
        .containsExactly("closed", "open");
    JsonNode roots = questions.objects().find("lens", "barograph-incident-roots").orElseThrow();
    JsonNode buckets = questions.answer(roots).at("/aggregations/root/buckets");
    assertThat(buckets.findValuesAsText("key")).containsExactly("db");
    assertThat(buckets.at("/0/largest/value").asInt()).isEqualTo(3);
  }
}
