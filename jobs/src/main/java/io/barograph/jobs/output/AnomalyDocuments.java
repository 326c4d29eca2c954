package io.barograph.jobs.output;

import io.barograph.core.labels.Fingerprint;
import io.barograph.formats.encode.AnomalyJson;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.util.Set;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Scores of watched series and entities that are at least {@value #LEAST_SCORE} as Elasticsearch
 * documents, never changed, in the index of the tick's month. A score is 0 for what repeats an
 * anomaly, so each has one.
 */
public final class AnomalyDocuments
    implements FlatMapFunction<IngestedSample, ElasticsearchDocument> {
  private static final Set<String> SCORES =
      Set.of("barograph_anomaly_score", "barograph_entity_anomaly_score");

  private static final double LEAST_SCORE = 0.5;
  private static final String FAMILY = "barograph-anomalies";

  /** A score of a tick has no other version: what is told again is what was told. */
  private static final long VERSION = 1;

  @Override
  public void flatMap(IngestedSample sample, Collector<ElasticsearchDocument> out) {
    if (sample.value() >= LEAST_SCORE && SCORES.contains(sample.labels().metricName())) {
      out.collect(
          new ElasticsearchDocument(
              MonthlyIndex.name(FAMILY, sample.timestamp()),
              Fingerprint.toHex(sample.labels().fingerprint()) + '-' + sample.timestamp(),
              VERSION,
              AnomalyJson.of(sample.labels(), sample.timestamp(), sample.value())));
    }
  }
}
