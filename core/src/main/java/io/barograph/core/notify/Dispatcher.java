package io.barograph.core.notify;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.CommandAudit;
import io.barograph.core.command.Command;
import io.barograph.core.incident.Topology;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.Silence;
import java.io.DataInput;
import java.io.IOException;
import java.util.Optional;

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
  private final FiringAlerts firing = new FiringAlerts(ALERT);
  private final AlertGroups groups = new AlertGroups(GROUP);
  private final Storms storms;
  private final AlertRouting routing;
  private final Escalations escalations;

  /** Up to when all was told. */
  private long reached = Long.MIN_VALUE;

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
    this.routing = new AlertRouting(config.root(), mutes, this.storms, groups);
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
            yield orders.takeOfSilence(command, firing.all());
          }
          case ACK, RESOLVE ->
              firing
                  .ofEpisode(command.subject())
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
    if (alert.isFiring()) {
      boolean begins = firing.add(alert);
      inhibition.add(alert.labels());
      routing.fires(alert, begins, now);
      escalations.fires(alert, now);
    } else {
      firing.remove(alert);
      ordersChanged |= orders.isOver(alert.alertId());
      inhibition.remove(alert.labels());
      escalations.isOver(alert, now);
    }
    // Also to groups of routes that are no more: they are owed the end.
    for (AlertGroup group : groups.of(alert.labels().fingerprint())) {
      groups.put(group, alert, now);
    }
  }

  /** Tells what has come due up to an instant, milliseconds of event time. */
  public void advance(long now) {
    reached = Math.max(reached, now);
    boolean isMore = true;
    while (isMore) {
      Optional<AlertGroup> next = groups.nextDue(now);
      long step = escalations.nextDue();
      if (step <= now && step <= next.map(AlertGroup::nextFlush).orElse(now)) {
        escalations.decide(firing, orders, step);
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
    firing.writeChanges(parts);
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
    ordersChanged = false;
  }

  /** Reads one part into a new one; {@link #restored} when all are read. */
  public void readPart(DataInput in) throws IOException {
    byte kind = in.readByte();
    switch (kind) {
      case ALERT -> inhibition.add(firing.readPart(in).labels());
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
    groups.restored(firing.byFingerprint());
    for (AlertGroup group : groups.all()) {
      group.bind(wayOf(group.id()));
    }
    for (NotifiedAlert alert : firing.all()) {
      routing.restored(alert, now);
      escalations.restored(alert, now);
    }
  }

  private Optional<GroupWay> wayOf(GroupId id) {
    return id.isEscalation() ? escalations.wayOf(id) : routing.wayOf(id);
  }
}
