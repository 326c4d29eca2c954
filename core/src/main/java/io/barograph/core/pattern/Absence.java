package io.barograph.core.pattern;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The last stage of a chain that is complete when something does not come.
 *
 * @param stage what must not come
 * @param time for how long behind the stage before; one of {@link #TIMES}
 */
public record Absence(ChainStage stage, Duration time) implements Serializable {
  /** The times that there are. */
  public static final List<Duration> TIMES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(60));

  /** The longest of them. */
  public static final Duration LONGEST = Duration.ofMinutes(60);

  public Absence {
    Objects.requireNonNull(stage, "stage");
    if (!TIMES.contains(time)) {
      throw new IllegalArgumentException(
          "the time of an absence must be 1, 5, 15 or 60 min, was %s".formatted(time));
    }
  }
}
