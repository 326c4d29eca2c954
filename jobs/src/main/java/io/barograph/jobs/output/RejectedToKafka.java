package io.barograph.jobs.output;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.formats.deadletter.DeadLetterJson;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import io.barograph.sinks.elasticsearch.RejectedDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Documents that Elasticsearch rejects become dead letters. */
final class RejectedToKafka implements RejectedDocuments {
  private final String topic;
  private final HashMap<String, String> connection;

  RejectedToKafka(String topic, Map<String, String> connection) {
    this.topic = topic;
    this.connection = new HashMap<>(connection);
  }

  @Override
  public Handle open() {
    Properties settings = new Properties();
    settings.putAll(connection);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    return new Handle() {
      @Override
      public void take(ElasticsearchDocument document, String reason) {
        try {
          producer.send(new ProducerRecord<>(topic, letter(document, reason))).get();
        } catch (ExecutionException failure) {
          throw new IllegalStateException("a rejected document could not be kept", failure);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void close() {
        producer.close(Duration.ofSeconds(1));
      }
    };
  }

  private static byte[] letter(ElasticsearchDocument document, String reason) {
    return DeadLetterJson.of(
            new DeadLetter(
                DeadLetterReason.SINK_REJECTED,
                reason,
                document.index() + '/' + document.id(),
                0,
                document.version(),
                0,
                document.json().getBytes(StandardCharsets.UTF_8)))
        .getBytes(StandardCharsets.UTF_8);
  }
}
