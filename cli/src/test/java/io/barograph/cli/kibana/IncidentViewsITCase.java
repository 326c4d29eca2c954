package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.jobs.output.IncidentDocuments;
import java.nio.file.Path;
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
    assumeThat(RealElasticsearch.installation().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    for (Incident incident : SampleIncidents.cascades()) {
      ViewQuestions.write(
          elasticsearch, IncidentDocuments.incident(incident, Recommendations.NONE));
      for (Decision decision : incident.decisions()) {
        ViewQuestions.write(elasticsearch, IncidentDocuments.decision(decision));
      }
    }
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
