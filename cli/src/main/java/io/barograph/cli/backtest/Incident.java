package io.barograph.cli.backtest;

import java.time.Instant;
import java.util.SortedMap;

/**
 * Something that went wrong, and that alerts should have told of.
 *
 * @param name for people; may be empty
 * @param from when it began
 * @param to when it was over
 * @param labels what an alert on it must have; none for any alert
 */
public record Incident(String name, Instant from, Instant to, SortedMap<String, String> labels) {
  public Incident {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "to: must not lie before from %s, was %s".formatted(from, to));
    }
  }

  /** True if the episode fired at some time of the incident and has its labels. */
  boolean isToldBy(Episode episode, Instant endOfData) {
    return episode.hasFired()
        && !episode.from().isAfter(to)
        && !episode.until(endOfData).isBefore(from)
        && labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(episode.labels().get(label.getKey())));
  }
}
