package io.barograph.core.quality;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is known of the alerts of a time.
 *
 * @param episodes those that fired, in any order; also some before and after the time are no harm
 * @param faults what went wrong; empty if that is not known, an empty list if nothing did
 * @param marks what was said of alerts and done about them
 * @param incidents by the id of an episode the incident that it belongs to; empty if none are known
 */
public record AlertRecord(
    List<AlertEpisode> episodes,
    Optional<List<Fault>> faults,
    List<AlertMark> marks,
    Map<String, String> incidents) {
  public AlertRecord {
    episodes = List.copyOf(episodes);
    faults = Objects.requireNonNull(faults, "faults").map(List::copyOf);
    marks = List.copyOf(marks);
    incidents = Map.copyOf(incidents);
  }

  /** Of alerts alone. */
  public static AlertRecord of(List<AlertEpisode> episodes) {
    return new AlertRecord(episodes, Optional.empty(), List.of(), Map.of());
  }
}
