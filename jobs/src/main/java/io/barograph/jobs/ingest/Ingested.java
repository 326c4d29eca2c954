package io.barograph.jobs.ingest;

/** What came out of a Kafka record: a sample, a log record, a business record or a dead letter. */
public sealed interface Ingested
    permits IngestedSample, IngestedLog, IngestedRecord, IngestedDeadLetter {
  /** Stands for "was not late in its partition". */
  long ON_TIME = Long.MIN_VALUE;
}
