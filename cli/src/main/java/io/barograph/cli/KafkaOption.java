package io.barograph.cli;

import io.barograph.cli.stack.PortCheck;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackPorts;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which Kafka: that of the running stack, or brokers by name. */
final class KafkaOption {
  @Mixin private HomeOption homeOption;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas (default: that of the running stack)")
  private String servers;

  @Option(
      names = "--topics-prefix",
      paramLabel = "PREFIX",
      description = "the job's option topics.prefix (default: barograph.)")
  private String prefix;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "a further property of the Kafka client, such as security.protocol")
  private Map<String, String> properties = Map.of();

  /** The brokers, if they are named. */
  Optional<String> servers() {
    return Optional.ofNullable(servers);
  }

  /** Where the stack's broker is if it runs. */
  String addressOfStack() {
    return ports().kafkaAddress();
  }

  /**
   * The broker of the running stack.
   *
   * @throws StackException if it does not answer
   */
  String ofStack() {
    StackPorts ports = ports();
    if (!PortCheck.answers(ports.kafka())) {
      throw new StackException(
          "Kafka does not answer on %s: start it with 'barograph up', or name brokers with --bootstrap-servers"
              .formatted(ports.kafkaAddress()));
    }
    return ports.kafkaAddress();
  }

  private StackPorts ports() {
    return StackPorts.load(homeOption.home()).orElse(StackPorts.DEFAULT);
  }

  /** What the names of Barograph's topics begin with, if that is said. */
  Optional<String> prefix() {
    return Optional.ofNullable(prefix);
  }

  /**
   * The properties of a client.
   *
   * @throws StackException if no brokers are named and those of the stack do not answer
   */
  Properties client() {
    Properties client = new Properties();
    client.putAll(properties);
    client.setProperty("bootstrap.servers", servers().orElseGet(this::ofStack));
    return client;
  }

  /** Further properties of every client. */
  Map<String, String> properties() {
    return properties;
  }
}
