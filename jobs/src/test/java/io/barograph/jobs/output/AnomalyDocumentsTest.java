package io.barograph.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class AnomalyDocumentsTest {
  private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
  private static final Labels SCORE =
      Labels.of(
          "__name__", "barograph_anomaly_score", "metric", "load", "detector", "host", "host", "a");

  @Test
  void aScoreThatIsHighIsADocumentOfItsSeriesAndTick() {
    assertThat(documents(IngestedSample.onTime(SCORE, NEW_YEAR, 0.75)))
        .containsExactly(
            new ElasticsearchDocument(
                "barograph-anomalies-2027.01",
                Fingerprint.toHex(SCORE.fingerprint()) + "-1798761600000",
                1,
                "{\"@timestamp\":\"2027-01-01T00:00:00.000Z\",\"metric\":\"load\","
                    + "\"detector\":\"host\",\"labels\":{\"host\":\"a\"},"
                    + "\"score\":0.75,\"is_confirmed\":false}"));
  }

  @Test
  void ofAnEntityTheMetricIsAStar() {
    Labels score =
        Labels.of(
            "__name__", "barograph_entity_anomaly_score", "detector", "servers", "instance", "a");

    assertThat(documents(IngestedSample.onTime(score, NEW_YEAR, 0.75)))
        .extracting(ElasticsearchDocument::json)
        .containsExactly(
            "{\"@timestamp\":\"2027-01-01T00:00:00.000Z\",\"metric\":\"*\","
                + "\"detector\":\"servers\",\"labels\":{\"instance\":\"a\"},"
                + "\"score\":0.75,\"is_confirmed\":false}");
  }

  @Test
  void lowScoresAndBoundsHaveNone() {
    Labels upper = SCORE.with("__name__", "barograph_upper");
    Labels strength = SCORE.with("__name__", "barograph_entity_anomaly_strength");

    assertThat(
            documents(
                IngestedSample.onTime(SCORE, NEW_YEAR, 0.49),
                IngestedSample.onTime(upper, NEW_YEAR, 0.9),
                IngestedSample.onTime(strength, NEW_YEAR, 0.9),
                new IngestedSample(SCORE, NEW_YEAR, 0, true, IngestedSample.ON_TIME)))
        .isEmpty();
  }

  private static List<ElasticsearchDocument> documents(IngestedSample... samples) {
    List<ElasticsearchDocument> documents = new ArrayList<>();
    AnomalyDocuments made = new AnomalyDocuments();
    for (IngestedSample sample : samples) {
      made.flatMap(
          sample,
          new Collector<>() {
            @Override
            public void collect(ElasticsearchDocument document) {
              documents.add(document);
            }

            @Override
            public void close() {}
          });
    }
    return documents;
  }
}
