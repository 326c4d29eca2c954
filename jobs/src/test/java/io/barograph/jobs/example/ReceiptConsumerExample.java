package io.barograph.jobs.example;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A program that prints what a channel was not told, and why, each once. */
public final class ReceiptConsumerExample {
  private static final Set<String> FAILED = Set.of("refused", "gave_up");

  private final SeenIds seen = new SeenIds(100_000);

  /**
   * Reads until it is stopped.
   *
   * @param args Kafka's bootstrap servers, {@code 127.0.0.1:9092} unless given
   */
  public static void main(String[] args) throws IOException {
    ReceiptConsumerExample example = new ReceiptConsumerExample();
    new TopicLines("barograph.receipts", "receipt-consumer-example").print(args, example::line);
  }

  /** What is to be printed of a receipt; empty if all is well, or it was told before. */
  Optional<String> line(String json) throws IOException {
    Map<String, String> receipt = JsonScalars.of(json);
    String id =
        String.join(
            " ", receipt.get("/notificationId"), receipt.get("/receiver"), receipt.get("/channel"));
    return FAILED.contains(receipt.get("/result")) && seen.isNews(id)
        ? Optional.of(
            "%s  %s of %s: %s after %s attempts, status %s, %s"
                .formatted(
                    receipt.get("/at"),
                    receipt.get("/channel"),
                    receipt.get("/receiver"),
                    receipt.get("/result"),
                    receipt.get("/attempts"),
                    receipt.get("/status"),
                    receipt.get("/answer")))
        : Optional.empty();
  }
}
