package io.barograph.core.pattern;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a chain is: state changes of different kinds that follow each other soon and agree on some
 * labels.
 *
 * @param name unique in its pack
 * @param kind the kind of incident that a chain is, by its wire name: {@code escalation}
 * @param stages those that must come, in their order; with {@code absence} {@link #MIN_STAGES} to
 *     {@link #MAX_STAGES}
 * @param absence what must not come behind them; empty if the last of {@code stages} completes it
 * @param within so long behind the first the last of {@code stages} comes at most, inclusive; above
 *     zero, at most {@link #MAX_WITHIN}
 * @param correlation what they agree on
 * @param endsOnRecovery true if a chain ends once the alert that it has reached recovers
 * @param annotations texts for people, by name
 */
public record ChainPattern(
    String name,
    String kind,
    List<ChainStage> stages,
    Optional<Absence> absence,
    Duration within,
    Correlation correlation,
    boolean endsOnRecovery,
    SortedMap<String, String> annotations) {
  /** The fewest stages of a chain, what must not come inside. */
  public static final int MIN_STAGES = 2;

  /** The most stages of a chain, what must not come inside. */
  public static final int MAX_STAGES = 5;

  /** For how long a chain is waited for at most. */
  public static final Duration MAX_WITHIN = Duration.ofHours(24);

  public ChainPattern {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(absence, "absence");
    Objects.requireNonNull(correlation, "correlation");
    stages = List.copyOf(stages);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    int length = stages.size() + (absence.isPresent() ? 1 : 0);
    if (stages.isEmpty() || length < MIN_STAGES || length > MAX_STAGES) {
      throw new IllegalArgumentException(
          "a chain must have %d to %d stages, had %d".formatted(MIN_STAGES, MAX_STAGES, length));
    }
    if (within.isNegative() || within.isZero() || within.compareTo(MAX_WITHIN) > 0) {
      throw new IllegalArgumentException(
          "within must be above 0 and at most 24 h, was %s".formatted(within));
    }
    if (endsOnRecovery && stages.stream().noneMatch(ChainPattern::recovers)) {
      throw new IllegalArgumentException(
          "a chain that ends on recovery must have a stage that is an alert which begins");
    }
  }

  /** How many stages it has, what must not come inside. */
  public int length() {
    return stages.size() + (absence.isPresent() ? 1 : 0);
  }

  private static boolean recovers(ChainStage stage) {
    return stage.source() == StateSource.ALERTS && stage.isFiring();
  }
}
