package io.barograph.jobs.ingest;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;

/**
 * A sample.
 *
 * @param labels the series
 * @param timestamp event time, milliseconds
 * @param value the value; meaningless if stale
 * @param stale true for a stale marker
 * @param behind the watermark of its partition that it came behind, or {@link #ON_TIME}
 */
public record IngestedSample(
    Labels labels, long timestamp, double value, boolean stale, long behind) implements Ingested {
  /** A sample that is not late. */
  public static IngestedSample onTime(Labels labels, long timestamp, double value) {
    return new IngestedSample(labels, timestamp, value, false, ON_TIME);
  }

  /** The same, of a sample that is derived here and so is not late. */
  public static IngestedSample onTime(Sample sample) {
    return new IngestedSample(
        sample.labels(), sample.timestamp(), sample.value(), sample.stale(), ON_TIME);
  }
}
