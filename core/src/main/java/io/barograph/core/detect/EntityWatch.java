package io.barograph.core.detect;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Entities, such as machines and services, each of which is watched by all its metrics at once.
 *
 * @param name what samples of the entry say of where they come from, label {@code detector}
 * @param series the metrics of the entities: of the series that are named, those that have every
 *     label of {@code by}
 * @param by the labels that name an entity, at least one
 * @param step a row is made of the means of such a span, 1 s to 1 h
 * @param detector how unusual a row is; none that is heavy
 * @param calendar the venue by whose wall clock and sessions metrics repeat themselves, such as
 *     {@code XNYS}; empty for days of UTC
 */
public record EntityWatch(
    String name,
    SeriesSelectors series,
    List<String> by,
    Duration step,
    DetectorType detector,
    String calendar)
    implements Serializable {
  /** The step where none is given. */
  public static final Duration DEFAULT_STEP = Duration.ofMinutes(1);

  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
  private static final Duration LONGEST_STEP = Duration.ofHours(1);

  /** Labels that what is derived has beside those of the entity. */
  private static final List<String> TAKEN = List.of("detector", "metric");

  public EntityWatch {
    by = ByLabels.of(by, "an entity", "metrics", TAKEN);
    if (step.compareTo(SHORTEST_STEP) < 0 || step.compareTo(LONGEST_STEP) > 0) {
      throw new IllegalArgumentException(
          "step must be 1s to 1h, was %d ms".formatted(step.toMillis()));
    }
    if (detector.isHeavy()) {
      throw new IllegalArgumentException(
          "detector must be one of %s, was %s, which takes too much for every metric of an entity"
              .formatted(String.join(", ", detectors()), detector.wireName()));
    }
    series = series.having(by);
  }

  /** Entities whose metrics repeat themselves by days of UTC. */
  public EntityWatch(
      String name, SeriesSelectors series, List<String> by, Duration step, DetectorType detector) {
    this(name, series, by, step, detector, "");
  }

  /** The names of the detectors that an entity can have. */
  public static List<String> detectors() {
    return Arrays.stream(DetectorType.values())
        .filter(type -> !type.isHeavy())
        .map(DetectorType::wireName)
        .toList();
  }
}
