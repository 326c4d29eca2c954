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

  /** A sample of a tick has no other version: what is told again is what was told. */
  private static final long VERSION = 1;

  private final String family;
  private final long intervalMillis;

  private MeasureDocuments(String family, long intervalMillis) {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("intervalMillis must be >= 1, was " + intervalMillis);
    }
    this.family = family;
    this.intervalMillis = intervalMillis;
  }

  /**
   * The documents of business measures, of the ticks at multiples of an interval.
   *
   * @param intervalMillis at least 1
   */
  public static MeasureDocuments ofMeasures(long intervalMillis) {
    return new MeasureDocuments("barograph-measures", intervalMillis);
  }

  /** The documents of the quality of alerts, of every tick. */
  public static MeasureDocuments ofQuality() {
    return new MeasureDocuments("barograph-quality", 1);
  }

  /** The documents of forecasts, of every tick at which they are told. */
  public static MeasureDocuments ofForecasts() {
    return new MeasureDocuments("barograph-forecasts", 1);
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

  private ElasticsearchDocument document(IngestedSample sample) {
    return new ElasticsearchDocument(
        MonthlyIndex.name(family, sample.timestamp()),
        Fingerprint.toHex(sample.labels().fingerprint()) + '-' + sample.timestamp(),
        VERSION,
        MeasureJson.of(sample.labels(), sample.timestamp(), sample.value()));
  }
}
