package io.barograph.core.delivery;

import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What one receiver is not told while the clock is far behind: nobody wants to be woken for what
 * ended hours ago. Not thread-safe.
 *
 * <p>When the clock has caught up, each group tells its present state once, and one digest tells of
 * the alerts that came and went in between.
 */
public final class Backlog {
  private final Map<String, HeldGroup> groups = new LinkedHashMap<>();

  /** What is held of one group. */
  private static final class HeldGroup {
    private final Map<Labels, NotifiedAlert> alerts = new TreeMap<>();

    /** Whether each alert was first seen firing: it may be that nobody was told of it yet. */
    private final Map<Labels, Boolean> isNew = new TreeMap<>();

    private Notification last;
    private int count;

    void add(Notification notification) {
      last = notification;
      count++;
      for (NotifiedAlert alert : notification.alerts()) {
        isNew.putIfAbsent(alert.labels(), alert.isFiring());
        alerts.put(alert.labels(), alert);
      }
      if (notification.endsMore()) {
        alerts.replaceAll(
            (labels, alert) -> alert.isFiring() ? alert.endedAt(notification.at()) : alert);
      }
    }

    /** Its alerts that came and went, or all others. */
    List<NotifiedAlert> alerts(boolean haveGone, BiPredicate<Notification, NotifiedAlert> isKnown) {
      return alerts.values().stream().filter(alert -> hasGone(alert, isKnown) == haveGone).toList();
    }

    private boolean hasGone(NotifiedAlert alert, BiPredicate<Notification, NotifiedAlert> isKnown) {
      return !alert.isFiring() && isNew.get(alert.labels()) && !isKnown.test(last, alert);
    }
  }

  /** Holds a notification back. */
  public void add(Notification notification) {
    groups.computeIfAbsent(notification.groupKey(), any -> new HeldGroup()).add(notification);
  }

  /** True if nothing is held back. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /**
   * What is to be told now that the clock has caught up; nothing is held back behind it.
   *
   * @param isKnown whether somebody was told that an alert fires by the group of a notification:
   *     then its end is told by that group too
   */
  public List<Notification> release(BiPredicate<Notification, NotifiedAlert> isKnown) {
    List<Notification> told = new ArrayList<>();
    Map<Labels, NotifiedAlert> gone = new TreeMap<>();
    HeldGroup last = null;
    for (HeldGroup group : groups.values()) {
      last = group;
      group
          .alerts(true, isKnown)
          .forEach(alert -> gone.merge(alert.labels(), alert, Backlog::later));
      List<NotifiedAlert> present = group.alerts(false, isKnown);
      if (!present.isEmpty()) {
        told.add(caughtUp(group, "", group.last.groupKey(), group.last.groupLabels(), present));
      }
    }
    if (!gone.isEmpty()) {
      told.add(
          caughtUp(
              last,
              "-digest",
              "{}:{digest=\"backlog\"}",
              Labels.EMPTY,
              List.copyOf(gone.values())));
    }
    groups.clear();
    return told;
  }

  private static NotifiedAlert later(NotifiedAlert one, NotifiedAlert other) {
    return other.startsAt() >= one.startsAt() ? other : one;
  }

  private static Notification caughtUp(
      HeldGroup group, String suffix, String key, Labels labels, List<NotifiedAlert> alerts) {
    Notification last = group.last;
    int named = Math.min(alerts.size(), Notification.MAX_ALERTS);
    return new Notification(
        last.id() + "-caught-up-" + group.count + suffix,
        last.receiver(),
        key,
        labels,
        last.routeLabels(),
        NotifyReason.CAUGHT_UP,
        alerts.subList(0, named),
        alerts.size() - named,
        last.incident(),
        last.at());
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(groups.size());
    for (HeldGroup group : groups.values()) {
      group.last.write(out);
      out.writeInt(group.count);
      group.last.withAlerts(List.copyOf(group.alerts.values())).write(out);
      for (boolean isNew : group.isNew.values()) {
        out.writeBoolean(isNew);
      }
    }
  }

  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      HeldGroup group = new HeldGroup();
      Notification last = Notification.read(in);
      int held = in.readInt();
      group.add(Notification.read(in));
      group.count = held;
      group.last = last;
      for (Labels labels : group.alerts.keySet()) {
        group.isNew.put(labels, in.readBoolean());
      }
      groups.put(last.groupKey(), group);
    }
  }
}
