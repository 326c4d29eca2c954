package io.barograph.jobs.output;

/**
 * A Kafka record of texts that is ready to be sent. Public so that Flink can write it as the record
 * that it is, should its sink not be chained; it is never part of state.
 *
 * @param topic where it goes
 * @param time its timestamp
 */
public record KafkaMessage(String topic, long time, String key, String value) {}
