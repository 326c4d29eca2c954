package io.barograph.core.quality;

import io.barograph.core.labels.Labels;
import java.util.Objects;

/**
 * Something that went wrong, known from elsewhere, that alerts should have told of.
 *
 * @param name for people; may be empty
 * @param from when it began, in milliseconds since the epoch
 * @param to when it was over, not before {@code from}
 * @param labels what an alert on it must have; none for any alert
 */
public record Fault(String name, long from, long to, Labels labels) {
  public Fault {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(labels, "labels");
    if (to < from) {
      throw new IllegalArgumentException("to must be >= from, %d, was %d".formatted(from, to));
    }
  }

  /** True if the episode fired at some time of the fault and has its labels. */
  public boolean isToldBy(AlertEpisode episode) {
    if (episode.firedAt() > to || episode.endedAt() < from) {
      return false;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.value(i).equals(episode.labels().get(labels.name(i)))) {
        return false;
      }
    }
    return true;
  }
}
