package io.barograph.cli.models;

import io.barograph.cli.orders.TopicWriter;
import io.barograph.core.detect.ModelPromotion;
import java.util.Properties;

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
    TopicWriter.writeOne(
        kafka, topic, promotion.model(), PromotionRecords.encode(promotion, author, comment));
  }

  @Override
  public String toString() {
    return "KafkaModelDesk[" + topic + "]";
  }
}
