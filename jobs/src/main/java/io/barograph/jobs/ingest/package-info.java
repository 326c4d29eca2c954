/** From Kafka records to samples, log records and dead letters. */
package io.barograph.jobs.ingest;
