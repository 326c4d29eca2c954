package io.barograph.core.notify;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.CommandAudit;
import io.barograph.core.command.Command;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.Silence;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final byte ORDERS_WITHOUT_RESOLVED = 3;
  private static final byte STORM = 4;
  private static final byte ORDERS = 5;
  private static final byte GRAPH = 6;

  private final RoutingConfig config;
  private final Told told;
  private final Mutes mutes;
  private final ServiceGraphs graphs = new ServiceGraphs(GRAPH);
  private final Inhibitions inhibition;
  private final Orders orders = new Orders();
  private boolean ordersChanged;

  /** The alerts that fire, by fingerprint. */
  private final TreeMap<Long, NotifiedAlert> firing = new TreeMap<>();

  private final AlertGroups groups = new AlertGroups(GROUP);
  private final Storms storms;
  private final Escalations escalations;

  /** Up to when all was told. */
  private long reached = Long.MIN_VALUE;

  private final SortedSet<Long> changedAlerts = new TreeSet<>();

  /**
   * Nothing is known yet, and there are no storms.
   *
   * @param told takes what is decided
   */
  public Dispatcher(RoutingConfig config, Told told) {
    this(config, RoutingExtensions.NONE, StormPolicy.NONE, told);
  }

  /**
   * Nothing is known yet.
   *
   * @param told takes what is decided
   */
  public Dispatcher(
      RoutingConfig config, RoutingExtensions extensions, StormPolicy storms, Told told) {
    this.config = config;
    this.told = told;
    this.inhibition = new Inhibitions(config, extensions);
    this.mutes = new RouteMutes(inhibition, config.timeIntervals(), orders);
    this.storms = new Storms(storms, STORM);
    this.escalations = new Escalations(extensions, graphs, config.root(), groups, told);
  }

  /**
   * Takes what somebody orders, from its time on.
   *
   * @return what came of it
   */
  public AuditEntry take(Command command) {
    advance(command.time() - 1);
    long now = Math.max(command.time(), reached);
    AuditOutcome outcome =
        switch (command.kind()) {
          case SILENCE, EXPIRE -> {
            ordersChanged = true;
            yield orders.takeOfSilence(command, firing.values());
          }
          case ACK, RESOLVE ->
              firing(command.subject())
                  .map(alert -> takeOfAlert(command, alert, now))
                  // nobody hears of it, and nothing would ever end what is ordered
                  .orElseGet(() -> AuditOutcome.of(AuditCode.NOT_FIRING));
        };
    long startsAt = command.silence().map(Silence::startsAt).orElse(now);
    boolean isAccepted = outcome.code().result() == AuditCode.Result.ACCEPTED;
    return CommandAudit.of(command, isAccepted ? Math.max(now, startsAt) : now, outcome);
  }

  private AuditOutcome takeOfAlert(Command command, NotifiedAlert alert, long now) {
    if (command.kind() == Command.Kind.RESOLVE) {
      take(alert.endedAt(now), now);
    }
    ordersChanged = true;
    AuditOutcome outcome = orders.takeOfAlert(command, alert);
    if (command.kind() == Command.Kind.ACK) {
      escalations.isAcknowledged(alert, now);
    }
    return outcome;
  }

  /** Takes the graph of an environment, from its time on. */
  public void take(Topology topology) {
    advance(topology.time() - 1);
    if (graphs.take(topology)) {
      inhibition.follow(topology);
      escalations.follow(topology.environment(), Math.max(topology.time(), reached));
    }
  }

  private Optional<NotifiedAlert> firing(String alertId) {
    return firing.values().stream().filter(alert -> alert.alertId().equals(alertId)).findFirst();
  }

  /** Takes a transition of an alert; those of alerts that have not fired say nothing. */
  public void take(Alert alert) {
    advance(alert.updatedAt() - 1);
    long now = Math.max(alert.updatedAt(), reached);
    NotifiedAlert.of(alert).filter(told -> !isResolved(told)).ifPresent(told -> take(told, now));
  }

  /** True if somebody declared it to be over; its own end is the last that is heard of it. */
  private boolean isResolved(NotifiedAlert alert) {
    boolean isResolved = orders.haveResolved(alert.alertId());
    if (isResolved && !alert.isFiring()) {
      ordersChanged |= orders.isOver(alert.alertId());
    }
    return isResolved;
  }

  private void take(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    changedAlerts.add(fingerprint);
    if (alert.isFiring()) {
      boolean begins = firing.put(fingerprint, alert) == null;
      inhibition.add(alert.labels());
      Map<String, List<Route>> ways = ways(alert.labels());
      if (begins) {
        watch(alert.labels(), ways, now);
      }
      route(alert, ways, now);
      escalations.fires(alert, now);
    } else {
      firing.remove(fingerprint);
      ordersChanged |= orders.isOver(alert.alertId());
      inhibition.remove(alert.labels());
      escalations.isOver(alert, now);
    }
    // Also to groups of routes that are no more: they are owed the end.
    for (AlertGroup group : groups.of(fingerprint)) {
      groups.put(group, alert, now);
    }
  }

  /** The routes that take an alert, by receiver. */
  private Map<String, List<Route>> ways(Labels labels) {
    Map<String, List<Route>> ways = new LinkedHashMap<>();
    for (Route route : config.root().match(labels)) {
      ways.computeIfAbsent(route.receiver(), any -> new ArrayList<>()).add(route);
    }
    return ways;
  }

  /** Sees whether somebody has a storm with an alert that begins. */
  private void watch(Labels labels, Map<String, List<Route>> ways, long now) {
    ways.forEach(
        (receiver, routes) -> {
          if (!storms.concern(receiver)) {
            return;
          }
          List<GroupId> heard =
              routes.stream()
                  .filter(route -> mutes.of(labels, route, now).isEmpty())
                  .map(route -> idOf(route, labels))
                  .toList();
          if (!heard.isEmpty() && storms.add(receiver, heard, now)) {
            beginStorm(receiver, now);
          }
        });
  }

  /** What the receiver was not told yet, it is told by the storm's group. */
  private void beginStorm(String receiver, long now) {
    GroupId id = storms.groupOf(receiver, now).orElseThrow();
    List<AlertGroup> others =
        groups.all().stream()
            .filter(group -> group.id().receiver().equals(receiver) && !group.id().isEscalation())
            .toList();
    AlertGroup storm = openStorm(id, now);
    for (AlertGroup other : others) {
      for (NotifiedAlert alert : other.untold()) {
        groups.release(other, alert.labels().fingerprint(), now);
        if (alert.isFiring()) {
          groups.put(storm, alert, now);
        }
      }
    }
  }

  private AlertGroup openStorm(GroupId id, long now) {
    return groups.open(
        id,
        () ->
            AlertGroup.ofStorm(
                id, GroupWay.OfReceiver.of(config.root(), id.receiver()).orElseThrow(), now));
  }

  /** Puts an alert that fires into the groups in which it is to be told, where it is missing. */
  private void route(NotifiedAlert alert, Map<String, List<Route>> ways, long now) {
    ways.forEach(
        (receiver, routes) -> {
          Optional<GroupId> storm = storms.groupOf(receiver, now);
          if (isToldOtherwise(alert, receiver, storm, now)) {
            return;
          }
          if (storm.isPresent()) {
            groups.put(openStorm(storm.get(), now), alert, now);
            return;
          }
          for (Route route : routes) {
            GroupId id = idOf(route, alert.labels());
            AlertGroup group =
                groups.open(id, () -> new AlertGroup(id, new GroupWay.OfRoute(route)));
            if (!group.holds(alert.labels().fingerprint())) {
              groups.put(group, alert, now);
            }
          }
        });
  }

  /**
   * True if a receiver was told of an alert by another kind of group than it would be now, and so
   * is told of it by that group until it ends. What has told nothing of it lets it go.
   */
  private boolean isToldOtherwise(
      NotifiedAlert alert, String receiver, Optional<GroupId> storm, long now) {
    long fingerprint = alert.labels().fingerprint();
    boolean isTold = false;
    for (AlertGroup group : groups.of(fingerprint)) {
      boolean isOther =
          storm.map(id -> !id.equals(group.id())).orElseGet(() -> group.id().isStorm());
      if (isOther && group.id().receiver().equals(receiver) && !group.id().isEscalation()) {
        isTold |= group.tells(fingerprint);
        if (!group.owes(fingerprint)) {
          groups.release(group, fingerprint, now);
        }
      }
    }
    return isTold;
  }

  /** Tells what has come due up to an instant, milliseconds of event time. */
  public void advance(long now) {
    reached = Math.max(reached, now);
    boolean isMore = true;
    while (isMore) {
      Optional<AlertGroup> next = groups.nextDue(now);
      long step = escalations.nextDue();
      if (step <= now && step <= next.map(AlertGroup::nextFlush).orElse(now)) {
        escalations.decide(firing::get, orders, step);
      } else {
        next.ifPresent(this::flush);
        isMore = next.isPresent();
      }
    }
  }

  private void flush(AlertGroup group) {
    long now = group.nextFlush();
    group.stormIsOver(!storms.lasts(group.id(), now));
    groups.flushed(
        group,
        now,
        group.flush(mutes, orders, config.tellsResolved(group.id().receiver()), now, told));
  }

  /** How many groups are known, those that are only remembered among them. */
  public int groups() {
    return groups.all().size();
  }

  /** How many receivers have a storm. */
  public int storms() {
    return storms.count(reached);
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
    groups.writeChanges(parts);
    storms.writeChanges(parts, reached);
    graphs.writeChanges(parts);
    if (ordersChanged) {
      parts.keep(
          "orders",
          out -> {
            out.writeByte(ORDERS);
            orders.write(out);
          });
    }
    changedAlerts.clear();
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
      case GROUP -> groups.readPart(in);
      case STORM -> storms.readPart(in);
      case GRAPH -> inhibition.follow(graphs.readPart(in));
      case ORDERS -> orders.read(in);
      case ORDERS_WITHOUT_RESOLVED -> orders.readWithoutResolved(in);
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
    groups.restored(firing);
    for (AlertGroup group : groups.all()) {
      group.bind(wayOf(group.id(), routes));
    }
    for (NotifiedAlert alert : firing.values()) {
      Map<String, List<Route>> ways = ways(alert.labels());
      leaveOtherGroups(alert, ways);
      ways.keySet().removeIf(receiver -> isInStorm(alert, receiver));
      route(alert, ways, now);
      escalations.fires(alert, now);
    }
  }

  /** True if it stays in the group of a storm, though the storm may be over by now. */
  private boolean isInStorm(NotifiedAlert alert, String receiver) {
    return groups.of(alert.labels().fingerprint()).stream()
        .map(AlertGroup::id)
        .anyMatch(id -> id.isStorm() && id.receiver().equals(receiver));
  }

  private Optional<GroupWay> wayOf(GroupId id, Map<String, Route> routes) {
    if (id.isEscalation()) {
      return escalations.wayOf(id);
    }
    return id.isStorm()
        ? GroupWay.OfReceiver.of(config.root(), id.receiver())
        : Optional.ofNullable(routes.get(id.receiver() + ' ' + id.routeKey()))
            .map(GroupWay.OfRoute::new);
  }

  private void leaveOtherGroups(NotifiedAlert alert, Map<String, List<Route>> ways) {
    Labels labels = alert.labels();
    for (AlertGroup group : groups.of(labels.fingerprint())) {
      if (group.id().isEscalation()) {
        groups.stray(group, labels.fingerprint(), !escalations.concerns(group.id(), alert));
        continue;
      }
      List<Route> routes = ways.getOrDefault(group.id().receiver(), List.of());
      boolean isRight =
          group.id().isStorm()
              ? !routes.isEmpty()
              : routes.stream().anyMatch(route -> idOf(route, labels).equals(group.id()));
      groups.stray(group, labels.fingerprint(), !isRight);
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
