/**
 * The Kafka source, wrapped so that a quiet partition's clock goes on and a dead broker's does not.
 */
package io.barograph.jobs.source;
