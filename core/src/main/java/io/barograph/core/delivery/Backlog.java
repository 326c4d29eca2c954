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

    /** Whether each alert was first seen firing: if it was, nobody has been told of it yet. */
    private final Map<Labels, Boolean> isNew = new TreeMap<>();

    private Notification last;

    void add(Notification notification) {
      last = notification;
      for (NotifiedAlert alert : notification.alerts()) {
        isNew.putIfAbsent(alert.labels(), alert.isFiring());
        alerts.put(alert.labels(), alert);
      }
    }

    List<NotifiedAlert> present() {
      return alerts.values().stream()
          .filter(alert -> alert.isFiring() || !isNew.get(alert.labels()))
          .toList();
    }

    List<NotifiedAlert> gone() {
      return alerts.values().stream()
          .filter(alert -> !alert.isFiring() && isNew.get(alert.labels()))
          .toList();
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

  /** What is to be told now that the clock has caught up; nothing is held back behind it. */
  public List<Notification> release() {
    List<Notification> told = new ArrayList<>();
    List<NotifiedAlert> gone = new ArrayList<>();
    Notification last = null;
    for (HeldGroup group : groups.values()) {
      last = group.last;
      gone.addAll(group.gone());
      List<NotifiedAlert> present = group.present();
      if (!present.isEmpty()) {
        told.add(caughtUp(group.last, group.last.groupKey(), group.last.groupLabels(), present));
      }
    }
    if (!gone.isEmpty()) {
      told.add(caughtUp(last, "{}:{digest=\"backlog\"}", Labels.EMPTY, gone));
    }
    groups.clear();
    return told;
  }

  private static Notification caughtUp(
      Notification last, String key, Labels labels, List<NotifiedAlert> alerts) {
    int named = Math.min(alerts.size(), Notification.MAX_ALERTS);
    return new Notification(
        last.id() + "-caught-up" + (key.equals(last.groupKey()) ? "" : "-digest"),
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
      group.add(Notification.read(in));
      group.last = last;
      for (Labels labels : group.alerts.keySet()) {
        group.isNew.put(labels, in.readBoolean());
      }
      groups.put(last.groupKey(), group);
    }
  }
}
