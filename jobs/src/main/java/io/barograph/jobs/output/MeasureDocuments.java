package io.barograph.jobs.output;

import io.barograph.core.labels.Fingerprint;
import io.barograph.formats.encode.MeasureJson;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Derived samples as Elasticsearch documents: one for each series and tick, never changed, in the
 * index of the tick's month. Only ticks that are multiples of an interval are written, and no stale
 * markers.
 */
public final class MeasureDocuments
    implements FlatMapFunction<IngestedSample, ElasticsearchDocument> {
  private static final String FAMILY = "barograph-measures";

  /** A sample of a tick has no other version: what is told again is what was told. */
  private static final long VERSION = 1;

  private final long intervalMillis;

  /**
   * The documents of the ticks at multiples of an interval.
   *
   * @param intervalMillis at least 1
   */
  public MeasureDocuments(long intervalMillis) {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("intervalMillis must be >= 1, was " + intervalMillis);
    }
    this.intervalMillis = intervalMillis;
  }

  @Override
  public void flatMap(IngestedSample sample, Collector<ElasticsearchDocument> out) {
    if (isWritten(sample)) {
      out.collect(document(sample));
    }
  }

  private boolean isWritten(IngestedSample sample) {
    return !sample.stale()
        && Double.isFinite(sample.value())
        && Math.floorMod(sample.timestamp(), intervalMillis) == 0;
  }

  private static ElasticsearchDocument document(IngestedSample sample) {
    return new ElasticsearchDocument(
        MonthlyIndex.name(FAMILY, sample.timestamp()),
        Fingerprint.toHex(sample.labels().fingerprint()) + '-' + sample.timestamp(),
        VERSION,
        MeasureJson.of(sample.labels(), sample.timestamp(), sample.value()));
  }
}
