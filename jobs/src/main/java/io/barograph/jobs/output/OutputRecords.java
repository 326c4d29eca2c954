package io.barograph.jobs.output;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.alert.AlertJson;
import io.barograph.formats.deadletter.DeadLetterJson;
import io.barograph.formats.encode.SampleJson;
import io.barograph.formats.incident.DecisionJson;
import io.barograph.formats.incident.IncidentJson;
import io.barograph.jobs.ingest.IngestedSample;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the job tells and feeds back, as Kafka records. */
final class OutputRecords {
  private OutputRecords() {}

  /** What is written as it is. */
  static KafkaRecordSerializationSchema<KafkaMessage> messages() {
    return (message, context, timestamp) ->
        new ProducerRecord<>(
            message.topic(), null, message.time(), bytes(message.key()), bytes(message.value()));
  }

  /**
   * Each transition of an alert, keyed by fingerprint: one text to each topic; and the decision
   * that it is.
   */
  static FlatMapFunction<Alert, KafkaMessage> alerts(
      String transitions, String active, String decisions) {
    return (alert, out) -> {
      String key = alert.fingerprint();
      String value = AlertJson.of(alert);
      out.collect(new KafkaMessage(transitions, alert.updatedAt(), key, value));
      out.collect(new KafkaMessage(active, alert.updatedAt(), key, value));
      out.collect(message(decisions, alert.id(), Decision.of(alert)));
    };
  }

  /** Each version of an incident, keyed by its id, and what was decided. */
  static FlatMapFunction<Incident, KafkaMessage> incidents(
      String versions, String decisions, Recommendations recommendations) {
    return (incident, out) -> {
      String value = IncidentJson.of(incident, recommendations);
      out.collect(new KafkaMessage(versions, incident.updatedAt(), incident.id(), value));
      for (Decision decision : incident.decisions()) {
        out.collect(message(decisions, incident.id(), decision));
      }
    };
  }

  private static KafkaMessage message(String topic, String key, Decision decision) {
    return new KafkaMessage(topic, decision.time(), key, DecisionJson.of(decision));
  }

  /** Each transition of an alert of a rule that is only tried, keyed by fingerprint. */
  static KafkaRecordSerializationSchema<Alert> tried(String topic) {
    return (alert, context, timestamp) ->
        new ProducerRecord<>(
            topic, null, alert.updatedAt(), bytes(alert.fingerprint()), bytes(AlertJson.of(alert)));
  }

  /** A tombstone for each alert that is forgotten. */
  static KafkaRecordSerializationSchema<Labels> tombstones(String topic) {
    return (labels, context, timestamp) ->
        new ProducerRecord<>(topic, bytes(Fingerprint.toHex(labels.fingerprint())), null);
  }

  /** Each sample, keyed by the fingerprint of its series. */
  static KafkaRecordSerializationSchema<IngestedSample> samples(String topic) {
    return (sample, context, timestamp) ->
        new ProducerRecord<>(
            topic,
            null,
            sample.timestamp(),
            bytes(Fingerprint.toHex(sample.labels().fingerprint())),
            SampleJson.encode(
                new Sample(sample.labels(), sample.timestamp(), sample.value(), sample.stale())));
  }

  /** Each dead letter, keyed by the topic that it comes from. */
  static KafkaRecordSerializationSchema<DeadLetter> deadLetters(String topic) {
    return (letter, context, timestamp) ->
        new ProducerRecord<>(topic, bytes(letter.topic()), bytes(DeadLetterJson.of(letter)));
  }

  /** Each answer as it is. */
  static KafkaRecordSerializationSchema<byte[]> answers(String topic) {
    return (answer, context, timestamp) -> new ProducerRecord<>(topic, answer);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
