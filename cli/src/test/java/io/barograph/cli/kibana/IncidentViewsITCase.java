package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.Correlator;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.jobs.output.IncidentDocuments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final long START = 1_790_000_000_000L;
  private static final ServiceGraph GRAPH =
      new ServiceGraph(Map.of("web", List.of("orders"), "orders", List.of("db")), Map.of());

  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;
  private ViewQuestions questions;

  @BeforeAll
  void start() throws Exception {
    assumeThat(RealElasticsearch.installation().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    for (Incident incident : incidents()) {
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

  /** Each version of a cascade that is over an hour later, and of another that is still open. */
  private static List<Incident> incidents() {
    List<Incident> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);
    correlator.take(new Topology("", GRAPH, Duration.ofMinutes(1), START - 3_600_000));
    cascade(correlator, START);
    correlator.advance(START + 3_600_000);
    cascade(correlator, START + 3_600_000);
    correlator.advance(START + 3_630_000);
    return told;
  }

  private static void cascade(Correlator correlator, long from) {
    long time = from;
    for (String service : List.of("db", "orders", "web")) {
      correlator.take(
          new AlertSignal(
              service + "-" + time, time, "Slow", service, service, "", Priority.P1, true));
      time += 5_000;
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
