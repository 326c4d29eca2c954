package io.barograph.jobs.ingest;

import io.barograph.core.log.LogRecord;

/**
 * A log record.
 *
 * @param log the record
 * @param behind the watermark of its partition that it came behind, or {@link #ON_TIME}
 */
public record IngestedLog(LogRecord log, long behind) implements Ingested {}
