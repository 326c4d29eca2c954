package io.barograph.jobs.example;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A program that reads the alert topic and prints a line for each transition, told once. */
public final class AlertConsumerExample {
  private final NewestVersions versions = new NewestVersions();

  /**
   * Reads until it is stopped.
   *
   * @param args Kafka's bootstrap servers, {@code 127.0.0.1:9092} unless given
   */
  public static void main(String[] args) throws IOException {
    AlertConsumerExample example = new AlertConsumerExample();
    new TopicLines("barograph.alerts", "alert-consumer-example").print(args, example::line);
  }

  /** What is to be printed of an alert; empty if it was told before. */
  Optional<String> line(String json) throws IOException {
    Map<String, String> alert = JsonScalars.of(json);
    String id = alert.get("/id");
    return versions.isNews(id, Long.parseLong(alert.get("/version")))
        ? Optional.of(
            "%s  %s %s, %s"
                .formatted(
                    alert.get("/updatedAt"),
                    alert.get("/labels/alertname"),
                    alert.get("/status"),
                    id))
        : Optional.empty();
  }
}
