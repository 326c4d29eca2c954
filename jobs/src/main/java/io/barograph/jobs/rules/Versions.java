package io.barograph.jobs.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What something is from which tick on: one version behind another, nothing before the first, and
 * nothing from where it is taken away.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> a version
 */
final class Versions<T> {
  private final long[] from;

  /** Null where there is none. */
  private final List<T> versions;

  /** The only version, if it always was: what nearly all who ask are told. */
  private final T only;

  private Versions(long[] from, List<T> versions) {
    this.from = from;
    this.versions = versions;
    this.only = from.length == 1 && from[0] == Long.MIN_VALUE ? versions.get(0) : null;
  }

  /** One version, whatever the tick. */
  static <T> Versions<T> always(T version) {
    return new Versions<>(new long[] {Long.MIN_VALUE}, Arrays.asList(version));
  }

  /** One version, from {@code tick} on. */
  static <T> Versions<T> startingAt(long tick, T version) {
    return new Versions<>(new long[] {tick}, Arrays.asList(version));
  }

  /**
   * The same with another version from {@code tick} on.
   *
   * @param version null to take it away; what was to come at that tick or later does not
   */
  Versions<T> from(long tick, T version) {
    int kept = 0;
    while (kept < from.length && from[kept] < tick) {
      kept++;
    }
    if (kept == 0 ? version == null : version != null && version == versions.get(kept - 1)) {
      return kept == from.length ? this : firstOnes(kept);
    }
    long[] starts = Arrays.copyOf(from, kept + 1);
    starts[kept] = tick;
    List<T> all = new ArrayList<>(versions.subList(0, kept));
    all.add(version);
    return new Versions<>(starts, all);
  }

  private Versions<T> firstOnes(int count) {
    return new Versions<>(Arrays.copyOf(from, count), new ArrayList<>(versions.subList(0, count)));
  }

  /** The version in force at {@code tick}; null if there is none. */
  T at(long tick) {
    if (only != null) {
      return only;
    }
    for (int i = from.length - 1; i >= 0; i--) {
      if (from[i] <= tick) {
        return versions.get(i);
      }
    }
    return null;
  }

  /** From when on the first version is in force that is to come; {@code tick} if there is none. */
  long nextStart(long tick) {
    for (int i = 0; i < from.length; i++) {
      if (from[i] > tick && versions.get(i) != null) {
        return from[i];
      }
    }
    return tick;
  }

  /** How many there are, those without anything inside. */
  int size() {
    return from.length;
  }

  /** From which tick on the version at {@code place} is in force. */
  long from(int place) {
    return from[place];
  }

  /** Up to before which tick it is. */
  long until(int place) {
    return place + 1 < from.length ? from[place + 1] : Long.MAX_VALUE;
  }

  /** The version at {@code place}; null if there is none from there on. */
  T get(int place) {
    return versions.get(place);
  }

  /** Every version, oldest first. */
  Stream<T> all() {
    return versions.stream().filter(Objects::nonNull);
  }

  /** The newest version. */
  T newest() {
    return all().reduce((older, newer) -> newer).orElseThrow();
  }
}
