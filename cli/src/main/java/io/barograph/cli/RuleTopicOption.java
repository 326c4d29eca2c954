package io.barograph.cli;

import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.stack.PortCheck;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackPorts;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.TopicDefinition;
import io.barograph.cli.stack.Topics;
import io.barograph.jobs.versions.RuleTopic;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where rules are published: in the running stack, or in brokers by name. */
final class RuleTopicOption {
  @Mixin private HomeOption homeOption;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas (default: that of the running stack)")
  private String servers;

  @Option(
      names = "--topics-prefix",
      paramLabel = "PREFIX",
      defaultValue = "barograph.",
      description = "the job's option topics.prefix (default: barograph.)")
  private String prefix;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "a further property of the Kafka client, such as security.protocol")
  private Map<String, String> properties = Map.of();

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

  private static WaitingLine waiting(RuleTopic topic, PrintWriter err) {
    return new WaitingLine(err, "reading " + topic.name() + ": waiting for Kafka");
  }

  /** Alerts that changed at {@code start} or later, in a topic beside that of the rules. */
  AlertTopic alerts(Function<TopicCatalogue, TopicDefinition> role, Instant start)
      throws InterruptedException {
    TopicCatalogue catalogue = new TopicCatalogue(prefix);
    return AlertTopic.since(kafka(catalogue), role.apply(catalogue).name(), start);
  }

  private RuleTopic topic() throws InterruptedException {
    TopicCatalogue catalogue = new TopicCatalogue(prefix);
    return new RuleTopic(catalogue.rules().name(), kafka(catalogue));
  }

  private Properties kafka(TopicCatalogue catalogue) throws InterruptedException {
    Properties kafka = new Properties();
    kafka.putAll(properties);
    kafka.setProperty("bootstrap.servers", servers != null ? servers : ofStack(catalogue));
    return kafka;
  }

  /** A stack that an earlier release has started lacks the topics. */
  private String ofStack(TopicCatalogue catalogue) throws InterruptedException {
    StackHome home = homeOption.home();
    StackPorts ports = StackPorts.load(home).orElse(StackPorts.DEFAULT);
    if (!PortCheck.answers(ports.kafka())) {
      throw new StackException(
          "Kafka does not answer on %s: start it with 'barograph up', or name brokers with --bootstrap-servers"
              .formatted(ports.kafkaAddress()));
    }
    try (Topics topics = new Topics(ports.kafkaAddress())) {
      topics.create(List.of(catalogue.rules(), catalogue.shadowAlerts()));
    }
    return ports.kafkaAddress();
  }
}
