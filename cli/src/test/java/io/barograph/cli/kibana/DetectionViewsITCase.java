package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.anomaly.AnomalyIndex;
import io.barograph.cli.elasticsearch.Elasticsearch;
import io.barograph.cli.forecast.CapacityIndex;
import io.barograph.cli.forecast.CapacityRun;
import io.barograph.cli.forecast.ResourcePlan;
import io.barograph.cli.notebooks.Notebook;
import io.barograph.cli.notebooks.NotebookPython;
import io.barograph.cli.notebooks.SampleFolder;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.jobs.output.AlertDocuments;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the views and notebooks of anomalies, forecasts and capacity ask of Elasticsearch has an
 * answer, on a real server, documents that the job's code wrote and plans that the command wrote.
 *
 * <p>Kibana itself does not run here. That it imports and draws the objects is not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectionViewsITCase {
  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;
  private ViewQuestions questions;

  @BeforeAll
  void start() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    ViewQuestions.write(elasticsearch, SampleDetections.anomalies());
    elasticsearch.refresh();
    AnomalyIndex index = new AnomalyIndex(server());
    assertThat(index.confirm(SampleDetections.confirmation())).isEqualTo(1);
    assertThat(index.confirm(SampleDetections.confirmationOfEntity())).isEqualTo(1);
    ViewQuestions.write(elasticsearch, SampleDetections.forecasts());
    ViewQuestions.write(elasticsearch, SampleDetections.measures());
    ViewQuestions.write(
        elasticsearch, SampleAlerts.transitions().stream().map(AlertDocuments::episode).toList());
    plan();
    plan();
    elasticsearch.refresh();
    questions = new ViewQuestions(elasticsearch, SavedObjects.read(SavedObjects.DETECTION));
  }

  private void plan() throws Exception {
    CapacityRun run = new CapacityRun(0.9, 90);
    run.run(new SampleFolder(folder).usage());
    CapacityIndex index = new CapacityIndex(server());
    for (ResourcePlan plan : run.plans()) {
      index.write(plan);
    }
  }

  private Elasticsearch server() {
    return new Elasticsearch(URI.create(elasticsearch.address() + "/"), Optional.empty());
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
  void confirmedAnomaliesAreCountedApart() throws Exception {
    JsonNode lens = questions.objects().find("lens", "barograph-anomalies-metrics").orElseThrow();
    JsonNode latency = questions.answer(lens).at("/aggregations/metric/buckets/0");

    assertThat(latency.path("key").asText()).isEqualTo("latency");
    assertThat(latency.at("/detector/buckets/0/doc_count").asInt()).isEqualTo(2);
    assertThat(latency.at("/detector/buckets/0/confirmed/doc_count").asInt()).isEqualTo(1);
    assertThat(latency.at("/detector/buckets/0/open/doc_count").asInt()).isEqualTo(1);
  }

  @Test
  void aPlanThatIsWrittenAgainIsTheSameDocument() throws Exception {
    assertThat(elasticsearch.get("/barograph-capacity-*/_count").path("count").asInt())
        .isEqualTo(3);
    JsonNode lens = questions.objects().find("lens", "barograph-capacity-next").orElseThrow();
    JsonNode resources = questions.answer(lens).at("/aggregations/resource/buckets");
    assertThat(resources.findValuesAsText("key")).containsExactly("queue", "disk");
  }

  @ParameterizedTest
  @CsvSource({
    "alert_analysis, of 3 names in",
    "detector_comparison, 'load, orders, servers: '",
    "capacity, 3 resources",
    "threshold_tuning, '180 samples of barograph_api_latency_seconds{service=\"orders\"}'"
  })
  void notebooksReadWhatIsThere(String name, String said) throws Exception {
    NotebookPython python = NotebookPython.prepare(TestInstallation.get().project());
    python.execute(
        name + ".ipynb",
        Map.of(
            "BAROGRAPH_ELASTICSEARCH",
            elasticsearch.address(),
            "BAROGRAPH_DAYS",
            "10000",
            "BAROGRAPH_SERIES",
            SampleDetections.MEASURE),
        folder.resolve(name));

    Notebook done = Notebook.read(folder.resolve(name + ".ipynb"));
    assertThat(done.figures()).isGreaterThanOrEqualTo(3);
    assertThat(done.text()).contains(said, elasticsearch.address());
  }
}
