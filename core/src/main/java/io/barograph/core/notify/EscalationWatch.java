package io.barograph.core.notify;

import io.barograph.core.route.Escalation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The alerts that fire and that one escalation is about: when their time comes, and on which
 * services they are. Nothing of it need be written: it follows from the alerts that fire. Not
 * thread-safe.
 */
final class EscalationWatch {
  private final Escalation rule;
  private final Map<Long, Watched> watched = new HashMap<>();
  private final AffectedServices affected;

  /** The fingerprints of those whose time comes, by when. */
  private final TreeMap<Long, SortedSet<Long>> due = new TreeMap<>();

  /** By environment those whose time has come, while too few services were affected. */
  private final TreeMap<String, SortedSet<Long>> ripe = new TreeMap<>();

  /** An alert, by its environment, and when its time comes or came. */
  private record Watched(String environment, long due) {}

  /**
   * No alert fires.
   *
   * @param affected without alerts; its own, no other's
   */
  EscalationWatch(Escalation rule, AffectedServices affected) {
    this.rule = rule;
    this.affected = affected;
  }

  Escalation rule() {
    return rule;
  }

  /** An alert fires, or fires on; {@code now} is up to when all was decided. */
  void fires(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    if (!rule.concerns(alert.labels(), alert.priority())) {
      isOver(alert);
      return;
    }
    if (watched.containsKey(fingerprint)) {
      return;
    }
    long at = Math.max(now, alert.startsAt() + rule.condition().afterMillis());
    watched.put(fingerprint, new Watched(affected.environmentOf(alert), at));
    affected.add(alert);
    schedule(fingerprint, at);
    wake(now);
  }

  /** The graph of an environment is another; {@code now} is up to when all was decided. */
  void graphChanged(String environment, long now) {
    affected.graphChanged(environment);
    wake(now);
  }

  /** Asks again for those that waited for more services, where enough are affected by now. */
  private void wake(long now) {
    for (String environment : List.copyOf(ripe.keySet())) {
      if (isWide(environment)) {
        ripe.remove(environment).forEach(one -> reschedule(one, now));
      }
    }
  }

  private void reschedule(long fingerprint, long at) {
    watched.computeIfPresent(fingerprint, (any, one) -> new Watched(one.environment(), at));
    schedule(fingerprint, at);
  }

  private void schedule(long fingerprint, long at) {
    due.computeIfAbsent(at, any -> new TreeSet<>()).add(fingerprint);
  }

  /** An alert fires no longer. */
  void isOver(NotifiedAlert alert) {
    long fingerprint = alert.labels().fingerprint();
    Watched over = watched.remove(fingerprint);
    if (over != null) {
      affected.remove(alert);
      remove(ripe, over.environment(), fingerprint);
      remove(due, over.due(), fingerprint);
    }
  }

  private static <K> void remove(Map<K, SortedSet<Long>> some, K key, long fingerprint) {
    some.computeIfPresent(
        key,
        (any, fingerprints) -> {
          fingerprints.remove(fingerprint);
          return fingerprints.isEmpty() ? null : fingerprints;
        });
  }

  /** When the time of the next alert comes; the greatest long if there is none. */
  long nextDue() {
    return due.isEmpty() ? Long.MAX_VALUE : due.firstKey();
  }

  /** The alerts whose time has come by an instant, which are not asked for again. */
  SortedSet<Long> takeDue(long now) {
    SortedSet<Long> some = new TreeSet<>();
    while (nextDue() <= now) {
      for (long fingerprint : due.pollFirstEntry().getValue()) {
        String environment = watched.get(fingerprint).environment();
        if (isWide(environment)) {
          some.add(fingerprint);
        } else {
          ripe.computeIfAbsent(environment, any -> new TreeSet<>()).add(fingerprint);
        }
      }
    }
    return some;
  }

  private boolean isWide(String environment) {
    Escalation.Condition condition = rule.condition();
    return services() >= condition.minServices()
        && (!condition.asksForImpact() || condition.isImpact(affected.impactIn(environment)));
  }

  /** On how many services its alerts fire; those without a service count as one. */
  int services() {
    return affected.size();
  }

  /** How much the services matter on which its alerts fire, in the environment of one of them. */
  double impactOn(NotifiedAlert alert) {
    return affected.impactIn(affected.environmentOf(alert));
  }
}
