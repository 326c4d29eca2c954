package io.barograph.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The ports of 127.0.0.1 on which the stack answers.
 *
 * @param kafka Kafka's listener
 * @param elasticsearch Elasticsearch over HTTP
 * @param flink Flink's web interface and REST
 */
public record StackPorts(int kafka, int elasticsearch, int flink) {
  /** The ports that each server has by custom. */
  public static final StackPorts DEFAULT = new StackPorts(9092, 9200, 8081);

  /** What Kafka clients connect to. */
  public String kafkaAddress() {
    return "127.0.0.1:" + kafka;
  }

  /** Where Elasticsearch answers. */
  public String elasticsearchUrl() {
    return "http://127.0.0.1:" + elasticsearch;
  }

  /** Where Flink's web interface is. */
  public String flinkUrl() {
    return "http://127.0.0.1:" + flink;
  }

  /**
   * Checks that every port is free.
   *
   * @throws StackException naming the first port that is not, what needs it and the option that
   *     changes it
   */
  public void requireFree() {
    PortCheck.requireFree(kafka, "Kafka", "--kafka-port");
    PortCheck.requireFree(elasticsearch, "Elasticsearch", "--elasticsearch-port");
    PortCheck.requireFree(flink, "Flink's web interface", "--flink-port");
  }

  /** Leaves the ports in {@code home} for other shells. */
  public void save(StackHome home) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("kafka", Integer.toString(kafka));
    properties.setProperty("elasticsearch", Integer.toString(elasticsearch));
    properties.setProperty("flink", Integer.toString(flink));
    try (OutputStream out = Files.newOutputStream(file(home))) {
      properties.store(out, null);
    }
  }

  /** The ports of the stack that runs, or last ran, in {@code home}. */
  public static Optional<StackPorts> load(StackHome home) {
    if (!Files.exists(file(home))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file(home))) {
      properties.load(in);
      return Optional.of(
          new StackPorts(
              Integer.parseInt(properties.getProperty("kafka")),
              Integer.parseInt(properties.getProperty("elasticsearch")),
              Integer.parseInt(properties.getProperty("flink"))));
    } catch (IOException | NumberFormatException e) {
      throw new StackException(
          "cannot read " + file(home) + ": stop the stack with 'barograph down'", e);
    }
  }

  private static Path file(StackHome home) {
    return home.run().resolve("ports.properties");
  }
}
