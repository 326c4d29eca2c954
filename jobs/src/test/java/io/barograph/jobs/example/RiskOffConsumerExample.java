package io.barograph.jobs.example;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A program that knows which strategies may trade, and prints when that changes. A halt that was
 * not told again in time is over; that no news is good news is this program's decision, not
 * Barograph's.
 */
public final class RiskOffConsumerExample {
  /** The strategy that stands for all. */
  private static final String ALL = "";

  private final NewestVersions versions = new NewestVersions();
  private final Map<String, Instant> haltedUntil = new HashMap<>();

  /**
   * Reads until it is stopped. Each program that trades has to know all halts, so each has a
   * consumer group of its own.
   *
   * @param args Kafka's bootstrap servers, {@code 127.0.0.1:9092} unless given
   */
  public static void main(String[] args) throws IOException {
    RiskOffConsumerExample example = new RiskOffConsumerExample();
    new TopicLines("barograph.risk-off", "risk-off-consumer-example").print(args, example::line);
  }

  /** True if a strategy may trade. */
  boolean mayTrade(String strategy, Instant now) {
    return isOver(haltedUntil.get(strategy), now) && isOver(haltedUntil.get(ALL), now);
  }

  private static boolean isOver(Instant until, Instant now) {
    return until == null || !now.isBefore(until);
  }

  /** Takes a record; what is to be printed of it, empty if it is no news. */
  Optional<String> line(String json) throws IOException {
    Map<String, String> record = JsonScalars.of(json);
    String strategy = record.get("/strategy");
    if (!versions.isNews(strategy, Long.parseLong(record.get("/version")))) {
      return Optional.empty();
    }
    boolean isHalt = record.get("/action").equals("halt");
    boolean wasHalted =
        isHalt
            ? haltedUntil.put(strategy, Instant.parse(record.get("/expiresAt"))) != null
            : haltedUntil.remove(strategy) != null;
    return isHalt == wasHalted
        ? Optional.empty()
        : Optional.of(
            "%s  %s %s: %s"
                .formatted(
                    record.get("/at"),
                    record.get("/action"),
                    strategy.equals(ALL) ? "all strategies" : strategy,
                    record.get("/reason/sentence")));
  }
}
