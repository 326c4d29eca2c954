package io.barograph.cli.stack;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long indices live, from their making: those of a month are made in it, and written until it
 * ends.
 *
 * @param all every family, unless it has a time of its own; whole days, at least {@link #LEAST}
 * @param families the same of single families, by name: {@code audit}
 */
public record IndexRetention(Duration all, SortedMap<String, Duration> families) {
  /** An index that is still written must not go. */
  public static final Duration LEAST = Duration.ofDays(32);

  /** As the lifecycle policy that ships has it. */
  public static final IndexRetention DEFAULT =
      new IndexRetention(Duration.ofDays(400), Collections.emptySortedMap());

  public IndexRetention {
    check(all);
    families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
    families.values().forEach(IndexRetention::check);
  }

  private static void check(Duration retention) {
    if (retention.compareTo(LEAST) < 0 || !retention.equals(Duration.ofDays(retention.toDays()))) {
      throw new IllegalArgumentException(
          "retention must be whole days, at least %dd since an index is written for a month, was %s"
              .formatted(LEAST.toDays(), retention));
    }
  }

  /** That of a family. */
  public Duration of(String family) {
    return families.getOrDefault(family, all);
  }
}
