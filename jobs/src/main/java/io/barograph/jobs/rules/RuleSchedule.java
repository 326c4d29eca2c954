package io.barograph.jobs.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides at which tick each publication of rules takes effect, for the whole job, and how far the
 * clocks may go until then.
 *
 * <p>A publication waits until every batcher lets in what its rules read. Then it takes effect at
 * its own time, but not before it was published, nor at an instant that some clock has passed. What
 * was decided in a run before is done again: the clocks wait before that tick. What was told before
 * a crash is older than what is published behind it, so it is never told otherwise. Not
 * thread-safe.
 */
final class RuleSchedule {
  private static final Comparator<Decision> IN_ORDER =
      Comparator.comparingLong(Decision::effectiveFrom)
          .thenComparingLong(decision -> decision.publication().number());

  private final int batchers;
  private final Map<String, RuleAck> acks = new HashMap<>();
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private final List<Decision> scheduled = new ArrayList<>();

  /** No clock has been let further than this. */
  private long released = Long.MIN_VALUE;

  /** A publication that not every batcher knows yet. */
  private static final class Waiting {
    final Publication publication;
    final Optional<Decision> decided;
    final Set<String> known = new TreeSet<>();
    long newestSample = Long.MIN_VALUE;

    Waiting(Publication publication, Optional<Decision> decided) {
      this.publication = publication;
      this.decided = decided;
    }
  }

  /**
   * An empty schedule.
   *
   * @param batchers how many there are, of all inputs
   */
  RuleSchedule(int batchers) {
    this.batchers = batchers;
  }

  /**
   * Takes what was published.
   *
   * @param decided what was made of it in a run before
   */
  void add(Publication publication, Optional<Decision> decided) {
    Waiting added = new Waiting(publication, decided);
    waiting.put(publication.number(), added);
    acks.forEach((batcher, ack) -> know(added, batcher, ack));
  }

  /** Takes what a batcher says. */
  void acknowledge(String input, RuleAck ack) {
    String batcher = input + "/" + ack.batcher();
    acks.put(batcher, ack);
    waiting.headMap(ack.number(), true).values().forEach(one -> know(one, batcher, ack));
  }

  private static void know(Waiting one, String batcher, RuleAck ack) {
    if (ack.number() >= one.publication.number() && one.known.add(batcher)) {
      one.newestSample = Math.max(one.newestSample, ack.newestSample());
    }
  }

  /**
   * The publications that every batcher knows by now, each with what is made of it: those that have
   * a tick are scheduled.
   */
  List<Decision> decide() {
    List<Decision> decisions = new ArrayList<>();
    for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      if (one.known.size() < batchers) {
        break; // what was published later waits for it
      }
      all.remove();
      decisions.add(
          one.decided.orElseGet(
              () ->
                  new Decision(
                      one.publication,
                      Math.max(one.publication.earliest(), next(released)),
                      one.newestSample,
                      "")));
    }
    return decisions;
  }

  private static long next(long instant) {
    return instant == Long.MIN_VALUE ? instant : instant + 1;
  }

  /**
   * Puts what was decided in its place.
   *
   * @return what was published before of the same pack, and was to come at that tick or later, and
   *     does not now
   */
  List<Decision> schedule(Decision decision) {
    List<Decision> superseded = new ArrayList<>();
    for (Decision other : scheduled) {
      if (other.publication().pack().equals(decision.publication().pack())
          && other.effectiveFrom() >= decision.effectiveFrom()) {
        superseded.add(other);
      }
    }
    scheduled.removeAll(superseded);
    scheduled.add(decision);
    scheduled.sort(IN_ORDER);
    return superseded;
  }

  /** How far a clock that has come to {@code time} may go now. */
  long limit(long time) {
    long limit = time;
    for (Waiting one : waiting.values()) {
      if (one.decided.isPresent() && !one.decided.get().isRefused()) {
        limit = Math.min(limit, one.decided.get().effectiveFrom() - 1);
      }
    }
    return limit;
  }

  /** Takes out what takes effect before a clock goes on to {@code time}, in order. */
  Deque<Decision> takeDue(long time) {
    Deque<Decision> due = new ArrayDeque<>();
    while (!scheduled.isEmpty() && scheduled.get(0).effectiveFrom() <= time) {
      due.add(scheduled.remove(0));
    }
    return due;
  }

  /** Remembers that a clock was let go on to {@code time}. */
  void release(long time) {
    released = Math.max(released, time);
  }

  /** What is scheduled and has not taken effect. */
  List<Decision> scheduled() {
    return List.copyOf(scheduled);
  }
}
