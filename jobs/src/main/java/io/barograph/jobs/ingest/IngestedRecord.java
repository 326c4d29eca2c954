package io.barograph.jobs.ingest;

import io.barograph.core.measure.BusinessRecord;

/**
 * A business record.
 *
 * @param record the record
 * @param behind the watermark of its partition that it came behind, or {@link #ON_TIME}
 */
public record IngestedRecord(BusinessRecord record, long behind) implements Ingested {}
