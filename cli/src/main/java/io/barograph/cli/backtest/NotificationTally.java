package io.barograph.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many notifications receivers would get.
 *
 * @param byReceiver how many for each reason, by the name of the receiver
 */
public record NotificationTally(SortedMap<String, SortedMap<String, Integer>> byReceiver) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Counts the notifications of a file; empty if there is no such file, as without a routing file.
   */
  public static Optional<NotificationTally> read(Path notifications) throws IOException {
    if (!Files.exists(notifications)) {
      return Optional.empty();
    }
    SortedMap<String, SortedMap<String, Integer>> byReceiver = new TreeMap<>();
    try (Stream<String> lines = Files.lines(notifications)) {
      lines.map(NotificationTally::parsed).forEach(told -> add(told, byReceiver));
    }
    return Optional.of(new NotificationTally(byReceiver));
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void add(JsonNode told, Map<String, SortedMap<String, Integer>> byReceiver) {
    byReceiver
        .computeIfAbsent(receiver(told), any -> new TreeMap<>())
        .merge(told.path("notification_reason").asText(), 1, Integer::sum);
  }

  /** Its name, which stands quoted for a regular expression there. */
  private static String receiver(JsonNode told) {
    return told.path("receiver").asText().replaceAll("\\\\(.)", "$1");
  }

  /** All of them. */
  public int total() {
    return byReceiver.keySet().stream().mapToInt(this::of).sum();
  }

  /** Those to one receiver. */
  public int of(String receiver) {
    return byReceiver.getOrDefault(receiver, new TreeMap<>()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
