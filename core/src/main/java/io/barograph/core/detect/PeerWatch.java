package io.barograph.core.detect;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Entities that are compared with one another.
 *
 * @param name what samples of the comparison say of where they come from, label {@code detector}
 * @param series the metrics of the entities; a metric is the name of one
 * @param by the labels that name an entity, at least one
 * @param span a profile is of such a span, 1 min to 1 d
 */
public record PeerWatch(String name, SeriesSelectors series, List<String> by, Duration span)
    implements Serializable {
  /** How long a span is where none is given. */
  public static final Duration DEFAULT_SPAN = Duration.ofHours(1);

  /** The shortest span. */
  public static final Duration SHORTEST_SPAN = Duration.ofMinutes(1);

  /** The longest span. */
  public static final Duration LONGEST_SPAN = Duration.ofDays(1);

  /** Labels that what is derived has beside those of the entity. */
  private static final List<String> TAKEN = List.of("detector", "metric");

  public PeerWatch {
    by = ByLabels.of(by, "an entity", "metrics", TAKEN);
    if (span.compareTo(SHORTEST_SPAN) < 0 || span.compareTo(LONGEST_SPAN) > 0) {
      throw new IllegalArgumentException(
          "span must be 1m to 1d, was %d s".formatted(span.toSeconds()));
    }
  }
}
