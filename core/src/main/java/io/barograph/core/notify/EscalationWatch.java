package io.barograph.core.notify;

import io.barograph.core.route.Escalation;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The alerts that fire and that one escalation is about: when their time comes, and on how many
 * services they are. Nothing of it need be written: it follows from the alerts that fire. Not
 * thread-safe.
 */
final class EscalationWatch {
  private final Escalation rule;
  private final Map<Long, Watched> watched = new HashMap<>();
  private final Map<String, Integer> alertsOfService = new HashMap<>();

  /** The fingerprints of those whose time comes, by when. */
  private final TreeMap<Long, SortedSet<Long>> due = new TreeMap<>();

  /** Those whose time has come, while there were too few services. */
  private final SortedSet<Long> ripe = new TreeSet<>();

  /** An alert, by its service, and when its time comes or came. */
  private record Watched(String service, long due) {}

  EscalationWatch(Escalation rule) {
    this.rule = rule;
  }

  Escalation rule() {
    return rule;
  }

  /** An alert fires, or fires on; {@code now} is up to when all was decided. */
  void fires(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    if (!rule.concerns(alert.labels(), alert.priority())) {
      isOver(fingerprint);
      return;
    }
    if (watched.containsKey(fingerprint)) {
      return;
    }
    long at = Math.max(now, alert.startsAt() + rule.condition().afterMillis());
    watched.put(fingerprint, new Watched(alert.service(), at));
    count(alert.service(), 1);
    schedule(fingerprint, at);
    if (hasManyServices()) {
      ripe.forEach(one -> reschedule(one, now));
      ripe.clear();
    }
  }

  private void reschedule(long fingerprint, long at) {
    watched.computeIfPresent(fingerprint, (any, one) -> new Watched(one.service(), at));
    schedule(fingerprint, at);
  }

  private void schedule(long fingerprint, long at) {
    due.computeIfAbsent(at, any -> new TreeSet<>()).add(fingerprint);
  }

  private void count(String service, int change) {
    alertsOfService.merge(service, change, Integer::sum);
    alertsOfService.remove(service, 0);
  }

  /** An alert fires no longer. */
  void isOver(long fingerprint) {
    Watched alert = watched.remove(fingerprint);
    if (alert != null) {
      count(alert.service(), -1);
      ripe.remove(fingerprint);
      due.computeIfPresent(
          alert.due(),
          (time, some) -> {
            some.remove(fingerprint);
            return some.isEmpty() ? null : some;
          });
    }
  }

  /** When the time of the next alert comes; the greatest long if there is none. */
  long nextDue() {
    return due.isEmpty() ? Long.MAX_VALUE : due.firstKey();
  }

  /** The alerts whose time has come by an instant, which are not asked for again. */
  SortedSet<Long> takeDue(long now) {
    SortedSet<Long> some = new TreeSet<>();
    while (nextDue() <= now) {
      some.addAll(due.pollFirstEntry().getValue());
    }
    if (!hasManyServices()) {
      ripe.addAll(some);
      some.clear();
    }
    return some;
  }

  private boolean hasManyServices() {
    return services() >= rule.condition().minServices();
  }

  /** On how many services its alerts fire; those without a service count as one. */
  int services() {
    return alertsOfService.size();
  }
}
