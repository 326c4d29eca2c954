package io.barograph.cli;

import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.TopicDefinition;
import io.barograph.cli.stack.Topics;
import io.barograph.cli.state.StateAsker;
import io.barograph.jobs.versions.RuleTopic;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** The options that say where rules are published: in the running stack, or in brokers by name. */
final class RuleTopicOption {
  @Mixin private KafkaOption kafkaOption;

  /** The rules, to look at. */
  PublishedRules toRead(PrintWriter err) throws InterruptedException {
    RuleTopic topic = topic();
    try (WaitingLine waiting = waiting(topic, err)) {
      return PublishedRules.toRead(topic, err);
    }
  }

  /** The rules, to change. */
  PublishedRules toChange(PrintWriter err) throws InterruptedException {
    RuleTopic topic = topic();
    try (WaitingLine waiting = waiting(topic, err)) {
      return PublishedRules.toChange(topic, err);
    }
  }

  /** The running jobs that follow the rules, to ask. */
  StateAsker toAsk(PrintWriter err) throws InterruptedException {
    TopicCatalogue catalogue = catalogue();
    String requests = catalogue.stateRequests().name();
    String waitsFor = "opening " + requests + ": waiting for Kafka";
    try (WaitingLine waiting = new WaitingLine(err, waitsFor)) {
      return StateAsker.open(kafka(catalogue), requests, catalogue.stateResponses().name(), err);
    }
  }

  private static WaitingLine waiting(RuleTopic topic, PrintWriter err) {
    return new WaitingLine(err, "reading " + topic.name() + ": waiting for Kafka");
  }

  /** Alerts that changed at {@code start} or later, in a topic beside that of the rules. */
  AlertTopic alerts(Function<TopicCatalogue, TopicDefinition> role, Instant start)
      throws InterruptedException {
    TopicCatalogue catalogue = catalogue();
    return AlertTopic.since(kafka(catalogue), role.apply(catalogue).name(), start);
  }

  private RuleTopic topic() throws InterruptedException {
    TopicCatalogue catalogue = catalogue();
    return new RuleTopic(catalogue.rules().name(), kafka(catalogue));
  }

  private TopicCatalogue catalogue() {
    return kafkaOption.prefix().map(TopicCatalogue::new).orElse(TopicCatalogue.DEFAULT);
  }

  private Properties kafka(TopicCatalogue catalogue) throws InterruptedException {
    Properties kafka = new Properties();
    kafka.putAll(kafkaOption.properties());
    Optional<String> named = kafkaOption.servers();
    kafka.setProperty("bootstrap.servers", named.isPresent() ? named.get() : ofStack(catalogue));
    return kafka;
  }

  /** A stack that an earlier release has started lacks the topics. */
  private String ofStack(TopicCatalogue catalogue) throws InterruptedException {
    String servers = kafkaOption.ofStack();
    try (Topics topics = new Topics(servers)) {
      topics.create(
          List.of(
              catalogue.rules(),
              catalogue.shadowAlerts(),
              catalogue.stateRequests(),
              catalogue.stateResponses()));
    }
    return servers;
  }
}
