package io.barograph.cli;

import io.barograph.cli.anomaly.KafkaLabelDesk;
import io.barograph.cli.anomaly.LabelDesk;
import io.barograph.cli.models.KafkaModelDesk;
import io.barograph.cli.models.ModelDesk;
import io.barograph.cli.orders.KafkaOrderDesk;
import io.barograph.cli.orders.OrderDesk;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import io.barograph.formats.record.BusinessFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.Mixin;

/** The options that say where orders are given: in the running stack, or in brokers by name. */
final class OrderDeskOption {
  @Mixin private KafkaOption kafkaOption;

  /** Where commands that give orders open the desk. */
  @FunctionalInterface
  interface Opener {
    OrderDesk open(OrderDeskOption option, PrintWriter err) throws InterruptedException;
  }

  /** Opens the topic of orders. */
  OrderDesk open(PrintWriter err) throws InterruptedException {
    return new KafkaOrderDesk(client(BusinessFormat.COMMANDS), catalogue(), err);
  }

  /** Opens the topic of what people say of series. */
  LabelDesk openLabels() throws InterruptedException {
    return new KafkaLabelDesk(
        client(BusinessFormat.LABELS), catalogue().business(BusinessFormat.LABELS).name());
  }

  /** Opens the topic of which models predict. */
  ModelDesk openModels() throws InterruptedException {
    return new KafkaModelDesk(
        client(BusinessFormat.MODELS), catalogue().business(BusinessFormat.MODELS).name());
  }

  /** True if brokers are named. */
  boolean isNamed() {
    return kafkaOption.servers().isPresent();
  }

  private TopicCatalogue catalogue() {
    return kafkaOption.prefix().map(TopicCatalogue::new).orElse(TopicCatalogue.DEFAULT);
  }

  /** How to reach the topic; a stack that an earlier release has started lacks it. */
  private Properties client(BusinessFormat format) throws InterruptedException {
    Properties client = kafkaOption.client();
    if (kafkaOption.servers().isEmpty()) {
      try (Topics topics = new Topics(client.getProperty("bootstrap.servers"))) {
        topics.create(List.of(catalogue().business(format)));
      }
    }
    return client;
  }
}
