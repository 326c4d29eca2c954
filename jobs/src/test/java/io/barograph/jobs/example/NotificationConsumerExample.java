package io.barograph.jobs.example;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A program that prints what receivers are told, each notification once. */
public final class NotificationConsumerExample {
  private final SeenIds seen = new SeenIds(100_000);

  /**
   * Reads until it is stopped.
   *
   * @param args Kafka's bootstrap servers, {@code 127.0.0.1:9092} unless given
   */
  public static void main(String[] args) throws IOException {
    NotificationConsumerExample example = new NotificationConsumerExample();
    new TopicLines("barograph.notifications", "notification-consumer-example")
        .print(args, example::line);
  }

  /** What is to be printed of a notification; empty if it was told before. */
  Optional<String> line(String json) throws IOException {
    Map<String, String> told = JsonScalars.of(json);
    return seen.isNews(told.get("/notificationId"))
        ? Optional.of(
            "%s  %s is told that %s is %s: %s"
                .formatted(
                    told.get("/at"),
                    told.get("/receiver"),
                    told.getOrDefault("/commonLabels/alertname", "several alerts"),
                    told.get("/status"),
                    told.get("/notification_reason")))
        : Optional.empty();
  }
}
