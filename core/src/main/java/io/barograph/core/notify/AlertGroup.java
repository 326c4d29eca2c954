package io.barograph.core.notify;

import io.barograph.core.bytes.Texts;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.core.route.RouteTiming;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The alerts that one receiver is told of together: when, which of them, and what it is owed. Not
 * thread-safe.
 *
 * <p>The timing is Alertmanager's: first after {@code group_wait}, or at once for an alert that has
 * fired for longer; then each {@code group_interval} while there are alerts.
 */
final class AlertGroup {
  private static final long NEVER = Long.MAX_VALUE;

  private final GroupId id;
  private final OwedBook owed = new OwedBook();
  private final SortedMap<Long, NotifiedAlert> members = new TreeMap<>();
  private final SortedMap<Long, Mute> muted = new TreeMap<>();

  /** Alerts that have another way now: they are here only for what is owed. */
  private final Set<Long> strays = new TreeSet<>();

  private Optional<Route> route;
  private long nextFlush = NEVER;
  private RouteTiming timing;

  /** A group of a route, without alerts. */
  AlertGroup(GroupId id, Route route) {
    this.id = id;
    this.route = Optional.of(route);
    this.timing = route.timing();
  }

  private AlertGroup(GroupId id, RouteTiming timing) {
    this.id = id;
    this.route = Optional.empty();
    this.timing = timing;
  }

  GroupId id() {
    return id;
  }

  /** Takes the route that stands for it in other settings; with none it tells only what it owes. */
  void bind(Optional<Route> newRoute) {
    route = newRoute;
    timing = newRoute.map(Route::timing).orElse(timing);
  }

  /**
   * Whether an alert goes another way now: then nothing is told of it here but its end, if that is
   * owed.
   */
  void stray(long fingerprint, boolean isStray) {
    if (isStray) {
      strays.add(fingerprint);
    } else {
      strays.remove(fingerprint);
    }
  }

  /** Takes an alert as it is now. */
  void put(NotifiedAlert alert, long now) {
    // A group without alerts is only remembered: whatever comes begins it anew.
    boolean isBegun = !members.isEmpty();
    members.put(alert.labels().fingerprint(), alert);
    boolean firesLong = alert.startsAt() + timing.groupWaitMillis() < now;
    if (!isBegun) {
      nextFlush = firesLong ? now : now + timing.groupWaitMillis();
    } else if (firesLong && owed.toldAt() == Long.MIN_VALUE) {
      nextFlush = Math.min(nextFlush, now);
    }
  }

  /** True if it holds an alert of this fingerprint. */
  boolean holds(long fingerprint) {
    return members.containsKey(fingerprint);
  }

  /** The fingerprints of its alerts. */
  Set<Long> members() {
    return members.keySet();
  }

  /** When it is to be looked at next; the greatest long if never. */
  long nextFlush() {
    return nextFlush;
  }

  /** True if nothing need be remembered of it. */
  boolean isSpent(long now) {
    return members.isEmpty() && owed.isSpent(remembered(), now);
  }

  /** As long as Alertmanager keeps what it has told. */
  private long remembered() {
    return 2 * timing.repeatIntervalMillis();
  }

  /**
   * Tells what there is to tell.
   *
   * @param orders what was acknowledged: of that alone nobody is told again
   * @param tellsResolved whether the receiver is told when alerts end
   * @param told takes the notification, if there is one, and what was decided about each alert
   * @return the fingerprints of the alerts that it holds no more
   */
  Set<Long> flush(Mutes mutes, Orders orders, boolean tellsResolved, long now, Told told) {
    SortedMap<Long, NotifiedAlert> fires = new TreeMap<>();
    SortedMap<Long, NotifiedAlert> over = new TreeMap<>();
    Set<Long> gone = new TreeSet<>();
    members.forEach(
        (fingerprint, alert) -> {
          boolean isOwed = owed.owes(fingerprint);
          if (!alert.isFiring() || (strays.contains(fingerprint) && !isOwed)) {
            gone.add(fingerprint);
          }
          if (!alert.isFiring() && isOwed) {
            over.put(fingerprint, alert);
          } else if (!isMuted(fingerprint, alert, mutes, now, told)) {
            (alert.isFiring() ? fires : over).put(fingerprint, alert);
          }
        });
    owed.reason(fires.keySet(), over.keySet(), tellsResolved, timing.repeatIntervalMillis(), now)
        .filter(reason -> reason != NotifyReason.REPEAT || !orders.acknowledge(fires.values()))
        .ifPresent(reason -> tell(reason, fires, over, tellsResolved, now, told));
    gone.removeIf(owed::owes); // its end goes along with what is told next
    members.keySet().removeAll(gone);
    muted.keySet().removeAll(gone);
    strays.removeAll(gone);
    nextFlush = members.isEmpty() ? afterwards(now) : now + timing.groupIntervalMillis();
    return gone;
  }

  private long afterwards(long now) {
    return owed.isSpent(remembered(), now) ? NEVER : owed.toldAt() + remembered() + 1;
  }

  private boolean isMuted(long fingerprint, NotifiedAlert alert, Mutes mutes, long now, Told told) {
    if (route.isEmpty() || strays.contains(fingerprint)) {
      return true;
    }
    Optional<Mute> mute = mutes.of(alert.labels(), route.get(), now);
    Mute before = mute.isPresent() ? muted.put(fingerprint, mute.get()) : muted.remove(fingerprint);
    mute.filter(any -> alert.isFiring() && !any.equals(before))
        .ifPresent(
            any ->
                told.decided(
                    Decision.of(
                        DecisionCode.ALERT_NOT_TOLD,
                        "",
                        alert.alertId(),
                        1,
                        now,
                        notificationId(now),
                        id.receiver(),
                        any.kind().wireName(),
                        any.sentence())));
    return mute.isPresent();
  }

  private void tell(
      NotifyReason reason,
      SortedMap<Long, NotifiedAlert> fires,
      SortedMap<Long, NotifiedAlert> over,
      boolean tellsResolved,
      long now,
      Told told) {
    List<NotifiedAlert> news = new ArrayList<>();
    List<NotifiedAlert> known = new ArrayList<>();
    fires.forEach((fingerprint, alert) -> (owed.owes(fingerprint) ? known : news).add(alert));
    over.forEach(
        (fingerprint, alert) -> {
          // Also to who does not want it: somebody else may have been told in its place.
          if (owed.owes(fingerprint)) {
            news.add(alert);
          } else if (tellsResolved) {
            known.add(alert);
          }
        });
    owed.told(fires.keySet(), over.keySet(), now);
    if (news.isEmpty() && known.isEmpty()) {
      return;
    }
    List<NotifiedAlert> all = new ArrayList<>(news);
    all.addAll(known);
    List<NotifiedAlert> named =
        all.stream().limit(Notification.MAX_ALERTS).sorted(AlertOrder.INSTANCE).toList();
    String notification = notificationId(now);
    told.notify(
        new Notification(
            notification,
            id.receiver(),
            id.groupKey(),
            id.labels(),
            route.map(Route::labels).orElse(Labels.EMPTY),
            reason,
            named,
            all.size() - named.size(),
            "",
            now));
    for (NotifiedAlert alert : reason == NotifyReason.REPEAT ? all : news) {
      if (!alert.isFiring() && !tellsResolved) {
        continue;
      }
      told.decided(
          Decision.of(
              DecisionCode.ALERT_TOLD,
              "",
              alert.alertId(),
              1,
              now,
              notification,
              id.receiver(),
              alert.status(),
              reason.text()));
    }
  }

  private String notificationId(long now) {
    return id.digest() + '-' + now;
  }

  void write(DataOutput out) throws IOException {
    id.write(out);
    out.writeLong(timing.groupWaitMillis());
    out.writeLong(timing.groupIntervalMillis());
    out.writeLong(timing.repeatIntervalMillis());
    out.writeLong(nextFlush);
    owed.write(out);
    out.writeInt(members.size());
    for (NotifiedAlert alert : members.values()) {
      alert.write(out);
    }
    out.writeInt(strays.size());
    for (long fingerprint : strays) {
      out.writeLong(fingerprint);
    }
    out.writeInt(muted.size());
    for (Map.Entry<Long, Mute> one : muted.entrySet()) {
      out.writeLong(one.getKey());
      Texts.write(one.getValue().kind().name(), out);
      Texts.write(one.getValue().by(), out);
    }
  }

  /** Reads what {@link #write} wrote; it has no route until it is bound to one. */
  static AlertGroup read(DataInput in) throws IOException {
    GroupId id = GroupId.read(in);
    RouteTiming timing = new RouteTiming(in.readLong(), in.readLong(), in.readLong());
    AlertGroup group = new AlertGroup(id, timing);
    group.nextFlush = in.readLong();
    group.owed.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      NotifiedAlert alert = NotifiedAlert.read(in);
      group.members.put(alert.labels().fingerprint(), alert);
    }
    for (int count = in.readInt(); count > 0; count--) {
      group.strays.add(in.readLong());
    }
    for (int count = in.readInt(); count > 0; count--) {
      long fingerprint = in.readLong();
      group.muted.put(fingerprint, new Mute(Mute.Kind.valueOf(Texts.read(in)), Texts.read(in)));
    }
    return group;
  }
}
