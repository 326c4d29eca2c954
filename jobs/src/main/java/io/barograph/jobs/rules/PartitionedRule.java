package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.PlanSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rule on several series or a piece of one, in all its versions, and at which instants elements
 * come for it.
 */
final class PartitionedRule {
  /** There is no such tick. */
  static final long NEVER = Long.MAX_VALUE;

  private final RuleSet.Entry<RulePiece> entry;
  private final Versions<RulePiece> versions;
  private final long reachMillis;

  PartitionedRule(RuleSet.Entry<RulePiece> entry) {
    this.entry = entry;
    this.versions = entry.versions();
    this.reachMillis = versions.all().mapToLong(PartitionedRule::reachMillis).max().orElse(0);
  }

  private static long reachMillis(RulePiece piece) {
    return piece.plan().plan().sources().stream()
        .mapToLong(source -> source.place().reachMillis())
        .max()
        .orElse(0);
  }

  Versions<RulePiece> versions() {
    return versions;
  }

  /** What is evaluated at {@code tick}; null if nothing is any more. */
  RulePiece at(long tick) {
    return versions.at(tick);
  }

  /** What is evaluated in the end. */
  RulePiece newest() {
    return versions.newest();
  }

  /**
   * The partitions that are evaluated without data, each with the start of its first version that
   * is not over by {@code clock}.
   */
  Map<Labels, Long> silentBehind(long clock) {
    Map<Labels, Long> silent = new HashMap<>();
    for (int place = 0; place < versions.size(); place++) {
      RulePiece piece = versions.get(place);
      long from = versions.from(place);
      boolean isOver = versions.until(place) <= clock;
      if (piece != null && !isOver && piece.above().isEmpty()) {
        piece.plan().silent().forEach(partition -> silent.putIfAbsent(partition, from));
      }
    }
    return silent;
  }

  /** True if a partition is evaluated without data at some tick behind {@code tick}. */
  boolean speaks(Labels partition, long tick) {
    for (int place = 0; place < versions.size(); place++) {
      RulePiece piece = versions.get(place);
      if (piece != null
          && versions.until(place) > tick
          && piece.plan().silent().contains(partition)) {
        return true;
      }
    }
    return false;
  }

  int domain() {
    return entry.domain();
  }

  /** The key of the rule's state. */
  String ruleKey() {
    return newest().rule().rule().key();
  }

  /** How long before a tick elements are needed; 0 if only those of the tick are. */
  long reachMillis() {
    return reachMillis;
  }

  /**
   * The first tick not before {@code instant} at which it is evaluated, or at which it would have
   * been before it was taken away: the first that may need an element of that instant.
   */
  long tickFor(long instant) {
    long interval = 1;
    for (int place = 0; place < versions.size(); place++) {
      RulePiece piece = versions.get(place);
      interval = piece == null ? interval : piece.intervalMillis();
      long start = Math.max(instant, versions.from(place));
      if (start < versions.until(place)) {
        long tick = ceil(start, interval);
        if (tick < versions.until(place)) {
          return tick;
        }
      }
    }
    return NEVER;
  }

  /** The instants whose elements are needed at {@code tick}. */
  SortedSet<Long> neededAt(long tick) {
    SortedSet<Long> instants = new TreeSet<>();
    RulePiece piece = at(tick);
    if (piece != null) {
      instants.add(tick);
      for (PlanSource source : piece.plan().plan().sources()) {
        addSteps(source.place(), tick - source.place().reachMillis(), tick, instants);
      }
    }
    return instants;
  }

  /**
   * The instants whose elements no tick after {@code tick} needs, and that before did.
   *
   * @param before the tick that was evaluated before it
   */
  @SuppressWarnings("ReferenceEquality") // another version is another object
  SortedSet<Long> notNeededAfter(long before, long tick) {
    SortedSet<Long> instants = new TreeSet<>();
    RulePiece piece = at(tick);
    if (reachMillis == 0) {
      instants.add(tick);
      return instants;
    }
    long next = tickFor(tick + 1);
    for (PlanSource source : piece.plan().plan().sources()) {
      addSteps(
          source.place(),
          tick - reachMillis - piece.intervalMillis(),
          next - reachMillis,
          instants);
    }
    if (piece != at(before)) {
      instants.addAll(neededAt(before));
      instants.addAll(neededAt(tick));
    }
    SortedSet<Long> later = neededAt(next);
    instants.removeAll(later);
    if (!later.contains(tick)) {
      instants.add(tick);
    }
    return instants;
  }

  /** The instants whose elements a partition may hold. */
  SortedSet<Long> instants(PartitionState state) {
    SortedSet<Long> instants = new TreeSet<>();
    versions
        .all()
        .forEach(
            piece -> {
              long after = state.next() - reachMillis - 2 * piece.intervalMillis();
              addMultiples(piece.intervalMillis(), after, state.newestElement(), instants);
              for (PlanSource source : piece.plan().plan().sources()) {
                addSteps(source.place(), after, state.newestElement(), instants);
              }
            });
    return instants;
  }

  private static long ceil(long instant, long interval) {
    return -Math.floorDiv(-instant, interval) * interval;
  }

  private static void addSteps(Leaf.Place place, long after, long until, SortedSet<Long> instants) {
    if (place.stepMillis() != 0) {
      addMultiples(place.stepMillis(), after, until, instants);
    }
  }

  private static void addMultiples(long step, long after, long until, SortedSet<Long> instants) {
    for (long at = (Math.floorDiv(after, step) + 1) * step; at <= until; at += step) {
      instants.add(at);
    }
  }
}
