package io.barograph.cli.anomaly;

import io.barograph.cli.orders.TopicWriter;
import io.barograph.core.detect.SeriesLabel;
import java.util.Properties;

/**
 * The topic of labels.
 *
 * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
 * @param topic its name
 */
public record KafkaLabelDesk(Properties kafka, String topic) implements LabelDesk {
  @Override
  public void say(SeriesLabel label, String author, String comment) throws InterruptedException {
    TopicWriter.writeOne(kafka, topic, label.label(), LabelRecords.encode(label, author, comment));
  }

  @Override
  public String toString() {
    return "KafkaLabelDesk[" + topic + "]";
  }
}
