package io.barograph.jobs.output;

/**
 * A Kafka record of texts that is ready to be sent.
 *
 * @param topic where it goes
 * @param time its timestamp
 */
record KafkaMessage(String topic, long time, String key, String value) {}
