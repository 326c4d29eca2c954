/** The one-machine stack: Kafka, Elasticsearch and Flink as real server processes. */
package io.barograph.cli.stack;
