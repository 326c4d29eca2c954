package io.barograph.jobs.ingest;

import io.barograph.core.deadletter.DeadLetter;

/** A Kafka record, or a part of one, that cannot be taken. */
public record IngestedDeadLetter(DeadLetter letter) implements Ingested {}
