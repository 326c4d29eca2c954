package io.barograph.cli;

import io.barograph.cli.stack.StackPorts;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose the stack's ports. */
final class PortOptions {
  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "port of Kafka (default: ${DEFAULT-VALUE})")
  private int kafka;

  @Option(
      names = "--elasticsearch-port",
      paramLabel = "PORT",
      defaultValue = "9200",
      description = "port of Elasticsearch (default: ${DEFAULT-VALUE})")
  private int elasticsearch;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "port of Flink's web interface (default: ${DEFAULT-VALUE})")
  private int flink;

  StackPorts ports() {
    return new StackPorts(kafka, elasticsearch, flink);
  }

  /** The options as they would be given to another command. */
  List<String> asArguments() {
    return List.of(
        "--kafka-port=" + kafka, "--elasticsearch-port=" + elasticsearch, "--flink-port=" + flink);
  }
}
