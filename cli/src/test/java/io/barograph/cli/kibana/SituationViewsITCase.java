package io.barograph.cli.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.RealElasticsearch;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.sample.Sample;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.output.AlertDocuments;
import io.barograph.jobs.output.AuditRecords;
import io.barograph.jobs.output.IncidentDocuments;
import io.barograph.jobs.output.MeasureDocuments;
import io.barograph.jobs.output.NotificationDocuments;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the views of deliveries, of storms, of the audit and of everything at a glance ask of
 * Elasticsearch has an answer, on a real server and documents that the job's code wrote.
 *
 * <p>Kibana itself does not run here. That it imports and draws the objects is not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SituationViewsITCase {
  @TempDir private static Path folder;

  private RealElasticsearch elasticsearch;

  @BeforeAll
  void start() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    elasticsearch = RealElasticsearch.start(folder.resolve("home"));
    ViewQuestions.write(elasticsearch, documents());
    elasticsearch.refresh();
  }

  @AfterAll
  void stop() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  static List<Path> files() {
    return List.of(
        SavedObjects.DELIVERY, SavedObjects.OVERVIEW, SavedObjects.STORM, SavedObjects.AUDIT);
  }

  private static List<ElasticsearchDocument> documents() throws Exception {
    List<ElasticsearchDocument> all = new ArrayList<>();
    List<Alert> alerts = SampleAlerts.transitions();
    for (Alert alert : alerts) {
      all.add(AlertDocuments.episode(alert));
      all.add(AlertDocuments.transition(alert));
    }
    List<Incident> incidents = new ArrayList<>(SampleIncidents.cascades());
    incidents.addAll(SampleIncidents.storm());
    incidents.addAll(SampleIncidents.flood());
    for (Incident incident : incidents) {
      all.add(IncidentDocuments.incident(incident, Recommendations.NONE));
      for (Decision decision : incident.decisions()) {
        all.add(IncidentDocuments.decision(decision));
      }
    }
    SampleNotices.notifications().forEach(one -> all.add(NotificationDocuments.notification(one)));
    SampleNotices.receipts().forEach(one -> all.add(NotificationDocuments.receipt(one)));
    SampleOrders.audit().forEach(one -> all.add(AuditRecords.document(one)));
    MeasureDocuments quality = MeasureDocuments.ofQuality();
    for (Sample one : SampleNotices.quality(alerts, incidents)) {
      quality.flatMap(
          IngestedSample.onTime(one.labels(), one.timestamp(), one.value()),
          new ListCollector<>(all));
    }
    return all;
  }

  private ViewQuestions questions(Path file) throws Exception {
    return new ViewQuestions(elasticsearch, SavedObjects.read(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyDataViewHasDocumentsAndItsTimeField(Path file) throws Exception {
    questions(file).checkDataViews();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFieldIsThereWithATypeThatSuits(Path file) throws Exception {
    assertThat(questions(file).checkFields()).isGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySavedSearchFindsDocumentsInItsOrder(Path file) throws Exception {
    questions(file).checkSearches();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyChartHasBucketsAndValues(Path file) throws Exception {
    questions(file).checkCharts();
  }

  @Test
  void aChannelTellsWhatItTookAndHowLongThatTook() throws Exception {
    JsonNode receivers =
        answer(SavedObjects.DELIVERY, "barograph-channels").at("/receiver/buckets");

    assertThat(receivers.findValuesAsText("key")).contains("desk", "night");
    JsonNode desk = receivers.get(0).at("/channel/buckets/0");
    assertThat(desk.path("key").asText()).isEqualTo("webhook[0]");
    assertThat(desk.path("doc_count").asInt()).isEqualTo(3); // delivered, refused, never told
    assertThat(desk.at("/taken/doc_count").asInt()).isEqualTo(1);
    assertThat(desk.at("/lost/doc_count").asInt()).isEqualTo(1);
    assertThat(desk.at("/attempts/value").asDouble()).isEqualTo(3);
    assertThat(desk.at("/delay/value").asDouble()).isEqualTo(241);
  }

  @Test
  void whatAChannelLostIsToldToSomebodyElse() throws Exception {
    JsonNode buckets =
        answer(SavedObjects.DELIVERY, "barograph-fall-backs").at("/receiver/buckets");
    assertThat(buckets).allMatch(bucket -> bucket.path("doc_count").asInt() == 1);
    assertThat(buckets)
        .extracting(bucket -> bucket.path("key").asText())
        .containsExactlyInAnyOrder("desk", "night");
  }

  @Test
  void aStormAFloodAndCascadesAreShownWithHowManyAlertsTheyHave() throws Exception {
    JsonNode kinds = answer(SavedObjects.STORM, "barograph-storm-members").at("/kind/buckets");

    List<String> found = new ArrayList<>();
    Consumer<JsonNode> note =
        kind -> found.add(kind.path("key").asText() + ' ' + kind.at("/alerts/value").asInt());
    kinds.forEach(note);
    assertThat(found).containsExactly("storm 60", "flood 12", "cascade 6");
  }

  @Test
  void anAuthorHasOrdersOfWhichSomeWereNotFollowed() throws Exception {
    JsonNode authors = answer(SavedObjects.AUDIT, "barograph-audit-authors").at("/author/buckets");

    JsonNode ann = authors.get(0);
    assertThat(ann.path("key").asText()).isEqualTo("ann");
    assertThat(ann.path("doc_count").asInt()).isEqualTo(AuditKind.values().length);
    assertThat(ann.at("/refused/doc_count").asInt()).isZero();
    JsonNode bob = authors.get(1);
    assertThat(bob.at("/refused/doc_count").asInt()).isEqualTo(2);
    assertThat(bob.at("/unchanged/doc_count").asInt()).isEqualTo(1);
  }

  private JsonNode answer(Path file, String lens) throws Exception {
    ViewQuestions questions = questions(file);
    JsonNode object = questions.objects().find("lens", lens).orElseThrow();
    return questions.answer(object).path("aggregations");
  }
}
