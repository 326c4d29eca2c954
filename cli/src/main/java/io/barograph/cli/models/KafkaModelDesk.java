package io.barograph.cli.models;

import io.barograph.cli.orders.TopicWriter;
import io.barograph.core.detect.ModelPromotion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The topic of promotions.
 *
 * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
 * @param topic its name
 */
public record KafkaModelDesk(Properties kafka, String topic) implements ModelDesk {
  @Override
  public void tell(ModelPromotion promotion, String author, String comment)
      throws InterruptedException {
    TopicWriter.write(
        kafka,
        topic,
        List.of(
            new ProducerRecord<>(
                topic,
                promotion.model().getBytes(StandardCharsets.UTF_8),
                PromotionRecords.encode(promotion, author, comment))));
  }

  @Override
  public String toString() {
    return "KafkaModelDesk[" + topic + "]";
  }
}
