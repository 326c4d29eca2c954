package io.barograph.core.notify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which alerts of a storm are named: those that fire before those that have ended, the first of
 * each service, then the most urgent. So it can be told from them where it began and how many
 * services it is on, up to the bound.
 */
final class StormSelection {
  private static final Comparator<NotifiedAlert> FIRST_FIRST =
      Comparator.comparing((NotifiedAlert alert) -> !alert.isFiring())
          .thenComparingLong(NotifiedAlert::startsAt)
          .thenComparing(NotifiedAlert::priority)
          .thenComparing(NotifiedAlert::labels);

  private static final Comparator<NotifiedAlert> URGENT_FIRST =
      Comparator.comparing((NotifiedAlert alert) -> !alert.isFiring())
          .thenComparing(NotifiedAlert::priority)
          .thenComparing(FIRST_FIRST);

  private StormSelection() {}

  /** At most so many of them. */
  static List<NotifiedAlert> of(List<NotifiedAlert> alerts, int most) {
    if (alerts.size() <= most) {
      return alerts;
    }
    List<NotifiedAlert> sorted = new ArrayList<>(alerts);
    sorted.sort(FIRST_FIRST);
    Map<String, NotifiedAlert> firsts = new LinkedHashMap<>();
    List<NotifiedAlert> others = new ArrayList<>();
    for (NotifiedAlert alert : sorted) {
      if (firsts.putIfAbsent(alert.service(), alert) != null) {
        others.add(alert);
      }
    }
    others.sort(URGENT_FIRST);
    List<NotifiedAlert> selected = new ArrayList<>(firsts.values());
    selected.addAll(others);
    return selected.subList(0, most);
  }
}
