package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.util.ArrayList;
import java.util.List;

/**
 * The alerts of one service that no cause explains yet, in order. What is asked of a stretch of
 * them costs the same however many there are. Not thread-safe.
 */
final class ServiceAlerts {
  /** A service goes on alerting as long as nothing is missing for such a part of the window. */
  static final int GOES_ON = 4;

  private static final int PRIORITIES = Priority.values().length;

  private final List<AlertSignal> alerts = new ArrayList<>();

  /** Of each priority, how many stand before each place. */
  private int[] before;

  /**
   * Alerts that follow each other.
   *
   * @param from the place of the first
   * @param to the place behind the last
   */
  record Stretch(int from, int to) {
    static final Stretch NONE = new Stretch(0, 0);

    boolean isEmpty() {
      return from == to;
    }

    int size() {
      return to - from;
    }
  }

  /** Takes an alert that is not before the others. */
  void add(AlertSignal alert) {
    alerts.add(alert);
    before = null;
  }

  boolean isEmpty() {
    return alerts.isEmpty();
  }

  AlertSignal get(int place) {
    return alerts.get(place);
  }

  /** All of them; not to be changed. */
  List<AlertSignal> all() {
    return alerts;
  }

  /** The alerts of a stretch; not to be changed. */
  List<AlertSignal> of(Stretch stretch) {
    return alerts.subList(stretch.from(), stretch.to());
  }

  /**
   * The alerts from an instant on, up to so long behind the first of them, and on as long as they
   * follow each other within a quarter of that.
   */
  Stretch from(long from, long until, long window) {
    int first = placeOf(from);
    if (first == alerts.size() || alerts.get(first).time() > until) {
      return Stretch.NONE;
    }
    int end = placeOf(alerts.get(first).time() + window + 1);
    while (end < alerts.size()
        && alerts.get(end).time() <= alerts.get(end - 1).time() + window / GOES_ON) {
      end++;
    }
    return new Stretch(first, end);
  }

  /** The place of the first alert that is not before an instant. */
  private int placeOf(long time) {
    int low = 0;
    int high = alerts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (alerts.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many alerts of a stretch have a priority. */
  int count(Stretch stretch, int priority) {
    if (before == null) {
      before = countBefore();
    }
    return before[PRIORITIES * stretch.to() + priority]
        - before[PRIORITIES * stretch.from() + priority];
  }

  private int[] countBefore() {
    int[] counts = new int[PRIORITIES * (alerts.size() + 1)];
    for (int place = 0; place < alerts.size(); place++) {
      int next = PRIORITIES * (place + 1);
      System.arraycopy(counts, next - PRIORITIES, counts, next, PRIORITIES);
      counts[next + alerts.get(place).priority().ordinal()]++;
    }
    return counts;
  }

  /** Leaves out what a cause has explained. */
  void remove(Stretch stretch) {
    of(stretch).clear();
    before = null;
  }
}
