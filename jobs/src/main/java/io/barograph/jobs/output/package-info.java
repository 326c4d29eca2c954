/** What leaves the job: alerts and dead letters, as Kafka records and documents. */
package io.barograph.jobs.output;
