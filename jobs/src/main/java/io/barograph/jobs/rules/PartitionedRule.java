package io.barograph.jobs.rules;

import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.PlanSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A rule on several series or a piece of one, and at which instants elements come for it. */
final class PartitionedRule {
  private final RulePiece piece;
  private final long reachMillis;

  PartitionedRule(RulePiece piece) {
    this.piece = piece;
    this.reachMillis =
        sources().stream().mapToLong(source -> source.place().reachMillis()).max().orElse(0);
  }

  RulePiece piece() {
    return piece;
  }

  /** The key of the rule's state. */
  String ruleKey() {
    return piece.rule().rule().key();
  }

  long intervalMillis() {
    return piece.intervalMillis();
  }

  private List<PlanSource> sources() {
    return piece.plan().plan().sources();
  }

  /** How long before a tick elements are needed; 0 if only those of the tick are. */
  long reachMillis() {
    return reachMillis;
  }

  /** The first tick that may need an element of {@code instant}. */
  long tickFor(long instant) {
    return -Math.floorDiv(-instant, intervalMillis()) * intervalMillis();
  }

  /** The instants whose elements are needed at {@code tick}. */
  SortedSet<Long> neededAt(long tick) {
    SortedSet<Long> instants = new TreeSet<>();
    instants.add(tick);
    for (PlanSource source : sources()) {
      addSteps(source.place(), tick - source.place().reachMillis(), tick, instants);
    }
    return instants;
  }

  /** The instants whose elements no tick after {@code tick} needs, and that before did. */
  SortedSet<Long> notNeededAfter(long tick) {
    SortedSet<Long> instants = new TreeSet<>();
    long next = tick + intervalMillis();
    if (reachMillis == 0) {
      instants.add(tick);
      return instants;
    }
    for (PlanSource source : sources()) {
      addSteps(source.place(), tick - reachMillis - intervalMillis(), next - reachMillis, instants);
    }
    instants.removeAll(neededAt(next));
    if (!neededAt(next).contains(tick)) {
      instants.add(tick);
    }
    return instants;
  }

  private static void addSteps(Leaf.Place place, long after, long until, SortedSet<Long> instants) {
    long step = place.stepMillis();
    if (step == 0) {
      return;
    }
    for (long at = (Math.floorDiv(after, step) + 1) * step; at <= until; at += step) {
      instants.add(at);
    }
  }
}
