package io.barograph.core.notify;

import io.barograph.core.alert.Alert;
import io.barograph.core.command.Command;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Inhibition;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.Route;
import io.barograph.core.route.RoutingConfig;
import java.io.DataInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is told what, and when: alerts find their routes and groups, and groups are told when their
 * time comes. Not thread-safe.
 *
 * <p>Alerts are given in the order of time; between two of them, and behind the last, {@link
 * #advance} tells what came due. The same alerts give the same notifications.
 */
public final class Dispatcher {
  /* What a part is; the numbers are a part of the savepoint format and never change. */
  private static final byte ALERT = 1;
  private static final byte GROUP = 2;
  private static final byte ORDERS = 3;

  private final RoutingConfig config;
  private final Told told;
  private final Mutes mutes;
  private final Inhibition inhibition;
  private final Orders orders = new Orders();
  private boolean ordersChanged;

  /** The alerts that fire, by fingerprint. */
  private final TreeMap<Long, NotifiedAlert> firing = new TreeMap<>();

  private final TreeMap<GroupId, AlertGroup> groups = new TreeMap<>();
  private final Map<Long, SortedSet<GroupId>> groupsOfAlert = new HashMap<>();
  private final TreeMap<Long, SortedSet<GroupId>> due = new TreeMap<>();

  /** Up to when all was told. */
  private long reached = Long.MIN_VALUE;

  private final SortedSet<Long> changedAlerts = new TreeSet<>();
  private final SortedSet<GroupId> changedGroups = new TreeSet<>();

  /**
   * Nothing is known yet.
   *
   * @param told takes what is decided
   */
  public Dispatcher(RoutingConfig config, Told told) {
    this.config = config;
    this.told = told;
    this.inhibition = new Inhibition(config.inhibitRules());
    this.mutes = new RouteMutes(inhibition, config.timeIntervals(), orders);
  }

  /** Takes what somebody orders, from its time on. */
  public void take(Command command) {
    advance(command.time() - 1);
    if (command.kind() == Command.Kind.ACK && !fires(command.subject())) {
      return; // nobody need take care of it, and nothing would ever end it
    }
    orders.take(command);
    ordersChanged = true;
  }

  private boolean fires(String alertId) {
    return firing.values().stream().anyMatch(alert -> alert.alertId().equals(alertId));
  }

  /** Takes a transition of an alert; those of alerts that have not fired say nothing. */
  public void take(Alert alert) {
    advance(alert.updatedAt() - 1);
    long now = Math.max(alert.updatedAt(), reached);
    NotifiedAlert.of(alert).ifPresent(told -> take(told, now));
  }

  private void take(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    changedAlerts.add(fingerprint);
    if (alert.isFiring()) {
      firing.put(fingerprint, alert);
      inhibition.add(alert.labels());
      route(alert, now);
    } else {
      firing.remove(fingerprint);
      ordersChanged |= orders.isOver(alert.alertId());
      inhibition.remove(alert.labels());
    }
    // Also to groups of routes that are no more: they are owed the end.
    for (GroupId id : groupsOfAlert.getOrDefault(fingerprint, new TreeSet<>())) {
      put(groups.get(id), alert, now);
    }
  }

  /** Makes the groups in which the alert is to be told, where they are missing. */
  private void route(NotifiedAlert alert, long now) {
    Labels labels = alert.labels();
    for (Route route : config.root().match(labels)) {
      GroupId id = idOf(route, labels);
      AlertGroup group = groups.computeIfAbsent(id, any -> new AlertGroup(id, route));
      if (!group.holds(labels.fingerprint())) {
        put(group, alert, now);
      }
    }
  }

  private void put(AlertGroup group, NotifiedAlert alert, long now) {
    changedGroups.add(group.id());
    long before = group.nextFlush();
    group.put(alert, now);
    groupsOfAlert
        .computeIfAbsent(alert.labels().fingerprint(), any -> new TreeSet<>())
        .add(group.id());
    reschedule(group, before);
  }

  private void reschedule(AlertGroup group, long before) {
    if (group.nextFlush() == before) {
      return;
    }
    due.computeIfPresent(
        before,
        (time, ids) -> {
          ids.remove(group.id());
          return ids.isEmpty() ? null : ids;
        });
    schedule(group);
  }

  private void schedule(AlertGroup group) {
    if (group.nextFlush() != Long.MAX_VALUE) {
      due.computeIfAbsent(group.nextFlush(), any -> new TreeSet<>()).add(group.id());
    }
  }

  /** Tells what has come due up to an instant, milliseconds of event time. */
  public void advance(long now) {
    reached = Math.max(reached, now);
    while (!due.isEmpty() && due.firstKey() <= now) {
      long time = due.firstKey();
      for (GroupId id : due.remove(time)) {
        flush(groups.get(id), time);
      }
    }
  }

  private void flush(AlertGroup group, long now) {
    changedGroups.add(group.id());
    for (long fingerprint :
        group.flush(mutes, orders, tellsResolved(group.id().receiver()), now, told)) {
      groupsOfAlert.computeIfPresent(
          fingerprint,
          (any, ids) -> {
            ids.remove(group.id());
            return ids.isEmpty() ? null : ids;
          });
    }
    if (group.isSpent(now)) {
      groups.remove(group.id());
    } else {
      schedule(group);
    }
  }

  /** A receiver that is no more is told too: whoever delivers finds another. */
  private boolean tellsResolved(String receiver) {
    ReceiverConfig known = config.receivers().get(receiver);
    return known == null
        || known.integrations().isEmpty()
        || known.integrations().stream().anyMatch(one -> one.sendResolved());
  }

  /** How many groups are known, those that are only remembered among them. */
  public int groups() {
    return groups.size();
  }

  /** Writes what has changed since it was written last. */
  public void writeChanges(Parts parts) throws IOException {
    for (long fingerprint : changedAlerts) {
      NotifiedAlert alert = firing.get(fingerprint);
      String name = "alert-" + Fingerprint.toHex(fingerprint);
      if (alert == null) {
        parts.forget(name);
      } else {
        parts.keep(
            name,
            out -> {
              out.writeByte(ALERT);
              alert.write(out);
            });
      }
    }
    for (GroupId id : changedGroups) {
      AlertGroup group = groups.get(id);
      String name = "group-" + id.digest();
      if (group == null) {
        parts.forget(name);
      } else {
        parts.keep(
            name,
            out -> {
              out.writeByte(GROUP);
              group.write(out);
            });
      }
    }
    if (ordersChanged) {
      parts.keep(
          "orders",
          out -> {
            out.writeByte(ORDERS);
            orders.write(out);
          });
    }
    changedAlerts.clear();
    changedGroups.clear();
    ordersChanged = false;
  }

  /** Reads one part into a new one; {@link #restored} when all are read. */
  public void readPart(DataInput in) throws IOException {
    byte kind = in.readByte();
    switch (kind) {
      case ALERT -> {
        NotifiedAlert alert = NotifiedAlert.read(in);
        firing.put(alert.labels().fingerprint(), alert);
        inhibition.add(alert.labels());
      }
      case GROUP -> {
        AlertGroup group = AlertGroup.read(in);
        groups.put(group.id(), group);
      }
      case ORDERS -> orders.read(in);
      default -> throw new IOException("a part of routing of kind %d is not known".formatted(kind));
    }
  }

  /**
   * All parts are read, be they of other settings: groups whose route is still there go on, others
   * tell what they owe, and alerts find their new routes.
   *
   * @param now milliseconds of event time up to which everything was told
   */
  public void restored(long now) {
    reached = now;
    Map<String, Route> routes = new HashMap<>();
    collect(config.root(), routes);
    for (AlertGroup group : groups.values()) {
      GroupId id = group.id();
      group.bind(Optional.ofNullable(routes.get(id.receiver() + ' ' + id.routeKey())));
      for (long fingerprint : group.members()) {
        groupsOfAlert.computeIfAbsent(fingerprint, any -> new TreeSet<>()).add(id);
      }
      schedule(group);
    }
    for (NotifiedAlert alert : firing.values()) {
      leaveOtherGroups(alert);
      route(alert, now);
    }
  }

  private void leaveOtherGroups(NotifiedAlert alert) {
    Labels labels = alert.labels();
    Set<GroupId> right = new TreeSet<>();
    for (Route route : config.root().match(labels)) {
      right.add(idOf(route, labels));
    }
    long fingerprint = labels.fingerprint();
    for (GroupId id : groupsOfAlert.getOrDefault(fingerprint, new TreeSet<>())) {
      groups.get(id).stray(fingerprint, !right.contains(id));
      changedGroups.add(id);
    }
  }

  private static GroupId idOf(Route route, Labels alert) {
    return new GroupId(route.receiver(), route.key(), route.groupLabels(alert));
  }

  private static void collect(Route route, Map<String, Route> routes) {
    routes.putIfAbsent(route.receiver() + ' ' + route.key(), route);
    route.routes().forEach(child -> collect(child, routes));
  }
}
