package io.barograph.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Two versions of rules on the same data: what the second adds to, removes from and shifts in the
 * alerts of the first.
 *
 * <p>Two episodes are the same alert if their labels are equal and the times at which they fired
 * overlap, or touch; each has at most one counterpart, the earliest that is free. Which pack and
 * group they come from makes no difference, and pending alerts take no part.
 *
 * @param same how many fired alike in both, from and until the same time
 * @param added what fires in the second only
 * @param removed what fires in the first only
 * @param shifted what fires in both at other times
 */
public record Comparison(
    int same, List<Episode> added, List<Episode> removed, List<Shift> shifted) {
  /** One alert in both versions. */
  public record Shift(Episode before, Episode after, Duration begins, Duration ends) {}

  /** Compares what fired in {@code before} with what fired in {@code after}. */
  public static Comparison of(List<Episode> before, List<Episode> after, Instant endOfData) {
    Map<SortedMap<String, String>, List<Episode>> free = new HashMap<>();
    after.stream()
        .filter(Episode::hasFired)
        .forEach(
            episode ->
                free.computeIfAbsent(episode.labels(), labels -> new ArrayList<>()).add(episode));
    int same = 0;
    List<Episode> removed = new ArrayList<>();
    List<Shift> shifted = new ArrayList<>();
    for (Episode old : before.stream().filter(Episode::hasFired).toList()) {
      List<Episode> candidates = free.getOrDefault(old.labels(), List.of());
      Episode counterpart =
          candidates.stream()
              .filter(candidate -> overlap(old, candidate, endOfData))
              .findFirst()
              .orElse(null);
      if (counterpart == null) {
        removed.add(old);
        continue;
      }
      candidates.remove(counterpart);
      Duration begins = Duration.between(old.from(), counterpart.from());
      Duration ends = Duration.between(old.until(endOfData), counterpart.until(endOfData));
      if (begins.isZero() && ends.isZero()) {
        same++;
      } else {
        shifted.add(new Shift(old, counterpart, begins, ends));
      }
    }
    List<Episode> added =
        after.stream()
            .filter(Episode::hasFired)
            .filter(episode -> free.get(episode.labels()).contains(episode))
            .toList();
    return new Comparison(same, added, removed, shifted);
  }

  private static boolean overlap(Episode one, Episode other, Instant endOfData) {
    return !one.from().isAfter(other.until(endOfData))
        && !other.from().isAfter(one.until(endOfData));
  }
}
