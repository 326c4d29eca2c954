package io.barograph.jobs.output;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.deadletter.DeadLetterJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the job tells, as Kafka records. */
final class OutputRecords {
  private OutputRecords() {}

  /** Each transition of an alert, keyed by fingerprint. */
  static KafkaRecordSerializationSchema<Alert> alerts(String topic) {
    return (alert, context, timestamp) ->
        new ProducerRecord<>(
            topic, null, alert.updatedAt(), bytes(alert.fingerprint()), bytes(AlertJson.of(alert)));
  }

  /** A tombstone for each alert that is forgotten. */
  static KafkaRecordSerializationSchema<Labels> tombstones(String topic) {
    return (labels, context, timestamp) ->
        new ProducerRecord<>(topic, bytes(Fingerprint.toHex(labels.fingerprint())), null);
  }

  /** Each dead letter, keyed by the topic that it comes from. */
  static KafkaRecordSerializationSchema<DeadLetter> deadLetters(String topic) {
    return (letter, context, timestamp) ->
        new ProducerRecord<>(topic, bytes(letter.topic()), bytes(DeadLetterJson.of(letter)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
