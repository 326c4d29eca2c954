package io.barograph.core.notify;

import io.barograph.core.bytes.Texts;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.RouteTiming;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
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
  private final OwedBook owed;
  private final SortedMap<Long, NotifiedAlert> members = new TreeMap<>();
  private final SortedMap<Long, Mute> muted = new TreeMap<>();

  /** Alerts that have another way now: they are here only for what is owed. */
  private final Set<Long> strays = new TreeSet<>();

  /** Members that were read by their fingerprints alone. */
  private final Set<Long> unresolved = new TreeSet<>();

  /** How often it is told, if it is the group of a storm. */
  private final Optional<StormPace> storm;

  private Optional<GroupWay> way = Optional.empty();
  private long nextFlush = NEVER;
  private RouteTiming timing;

  /** A group of a route or an escalation, without alerts. */
  AlertGroup(GroupId id, GroupWay way) {
    this(id, new OwedBook(), Optional.empty(), way.timing());
    this.way = Optional.of(way);
  }

  private AlertGroup(GroupId id, OwedBook owed, Optional<StormPace> storm, RouteTiming timing) {
    this.id = id;
    this.owed = owed;
    this.storm = storm;
    this.timing = timing;
  }

  /** The group of a storm that begins, without alerts. */
  static AlertGroup ofStorm(GroupId id, GroupWay way, long now) {
    AlertGroup group =
        new AlertGroup(id, new OwedBook(), Optional.of(new StormPace()), way.timing());
    group.way = Optional.of(way);
    group.nextFlush = now + group.timing.groupWaitMillis();
    return group;
  }

  GroupId id() {
    return id;
  }

  /** Takes the way that stands for it in other settings; with none it tells only what it owes. */
  void bind(Optional<GroupWay> newWay) {
    way = newWay;
    timing = newWay.map(GroupWay::timing).orElse(timing);
  }

  /** Whether the storm that it is of has ended. */
  void stormIsOver(boolean isOver) {
    storm.ifPresent(pace -> pace.isOver(isOver));
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
    if (storm.isPresent()) {
      return; // it is looked at all the time
    }
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

  /** True if it has told that an alert fires, and not that it has ended. */
  boolean owes(long fingerprint) {
    return owed.owes(fingerprint);
  }

  /** True if its receiver was told by it that an alert fires, and is to be told more of it. */
  boolean tells(long fingerprint) {
    return owed.owes(fingerprint) && !strays.contains(fingerprint);
  }

  /** The fingerprints of its alerts. */
  Set<Long> members() {
    return members.keySet();
  }

  /** Its alerts of which nothing was told. */
  List<NotifiedAlert> untold() {
    return members.entrySet().stream()
        .filter(one -> !owed.owes(one.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Lets an alert go of which nothing was told: another group tells it. */
  void release(long fingerprint, long now) {
    if (owed.owes(fingerprint)) {
      throw new IllegalStateException("the end of the alert is owed");
    }
    forget(Set.of(fingerprint));
    nextFlush = isIdle() ? afterwards(now) : nextFlush;
  }

  private void forget(Set<Long> gone) {
    members.keySet().removeAll(gone);
    muted.keySet().removeAll(gone);
    strays.removeAll(gone);
  }

  /** When it is to be looked at next; the greatest long if never. */
  long nextFlush() {
    return nextFlush;
  }

  /** True if nothing need be remembered of it. */
  boolean isSpent(long now) {
    return members.isEmpty()
        && storm
            .map(pace -> pace.isOver() && owed.owesNothing())
            .orElseGet(() -> owed.isSpent(remembered(), now));
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
        .filter(reason -> isTimely(reason, fires.values(), now))
        .map(reason -> id.isEscalation() ? reason.ofEscalation() : reason)
        .ifPresent(reason -> tell(reason, fires, over, tellsResolved, now, told));
    gone.removeIf(owed::owes); // its end goes along with what is told next
    forget(gone);
    nextFlush = isIdle() ? afterwards(now) : now + timing.groupIntervalMillis();
    return gone;
  }

  private boolean isIdle() {
    return members.isEmpty() && storm.map(StormPace::isOver).orElse(true);
  }

  private boolean isTimely(NotifyReason reason, Collection<NotifiedAlert> fires, long now) {
    return storm
        .map(pace -> pace.lets(reason, fires, owed.toldAt(), timing.groupIntervalMillis(), now))
        .orElse(true);
  }

  private long afterwards(long now) {
    return isSpent(now) ? NEVER : owed.toldAt() + remembered() + 1;
  }

  private boolean isMuted(long fingerprint, NotifiedAlert alert, Mutes mutes, long now, Told told) {
    if (way.isEmpty() || strays.contains(fingerprint)) {
      return true;
    }
    Optional<Mute> mute = way.get().mute(mutes, alert.labels(), now);
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
    storm.ifPresent(pace -> pace.told(fires.values()));
    if (news.isEmpty() && known.isEmpty()) {
      return;
    }
    List<NotifiedAlert> all = new ArrayList<>(news);
    all.addAll(known);
    List<NotifiedAlert> named = named(all);
    String notification = notificationId(now);
    told.notify(
        new Notification(
            notification,
            id.receiver(),
            id.groupKey(),
            id.labels(),
            way.map(GroupWay::labels).orElse(Labels.EMPTY),
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

  private List<NotifiedAlert> named(List<NotifiedAlert> all) {
    int most = Math.min(all.size(), Notification.MAX_ALERTS);
    List<NotifiedAlert> some =
        storm.isPresent() ? StormSelection.of(all, most) : all.subList(0, most);
    return some.stream().sorted(AlertOrder.INSTANCE).toList();
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
    if (storm.isPresent()) {
      storm.get().write(out);
      writeFiring(out);
    }
    List<NotifiedAlert> whole =
        members.values().stream().filter(one -> storm.isEmpty() || !one.isFiring()).toList();
    out.writeInt(whole.size());
    for (NotifiedAlert alert : whole) {
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

  /* A storm has many, and they are written elsewhere as well. */
  private void writeFiring(DataOutput out) throws IOException {
    List<Long> firing =
        members.keySet().stream().filter(one -> members.get(one).isFiring()).toList();
    out.writeInt(firing.size());
    for (long fingerprint : firing) {
      out.writeLong(fingerprint);
    }
  }

  /**
   * Takes the members that fire, of a group that was read.
   *
   * @param firing all alerts that fire, by fingerprint
   */
  void resolve(Map<Long, NotifiedAlert> firing) {
    for (long fingerprint : unresolved) {
      members.put(fingerprint, firing.get(fingerprint));
    }
    unresolved.clear();
  }

  /** Reads what {@link #write} wrote; it has no way until it is bound to one. */
  static AlertGroup read(DataInput in) throws IOException {
    GroupId id = GroupId.read(in);
    RouteTiming timing = new RouteTiming(in.readLong(), in.readLong(), in.readLong());
    long nextFlush = in.readLong();
    OwedBook owed = new OwedBook();
    owed.read(in);
    Optional<StormPace> storm = id.isStorm() ? Optional.of(StormPace.read(in)) : Optional.empty();
    AlertGroup group = new AlertGroup(id, owed, storm, timing);
    group.nextFlush = nextFlush;
    for (int count = storm.isPresent() ? in.readInt() : 0; count > 0; count--) {
      group.unresolved.add(in.readLong());
    }
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
