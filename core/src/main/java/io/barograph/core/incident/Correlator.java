package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts the alerts of one environment into incidents.
 *
 * <p>Fed in the order of {@link Evidence#IN_ORDER}; evidence that comes late is taken as if it had
 * come now. Alerts of the last window that no incident holds, and the members of incidents that are
 * still open, are explained anew each second in which an alert came; what an incident is, where it
 * began and who belongs to it follows that until it has been silent for a window. Storms, flapping
 * alerts and silent services are told apart before. What is told does not depend on how the clock
 * goes. State is bounded by the alerts of the windows and by the number of services. Not
 * thread-safe.
 */
public final class Correlator {
  private static final long STEP_MILLIS = 1_000;

  /** Of the bytes of {@link #write}; before it nothing was known of receivers. */
  private static final int VERSION = 3;

  private static final int VERSION_WITHOUT_FLOODS = 2;

  private final CorrelationPolicy policy;
  private final ImpactPolicy impact;
  private final long window;
  private final IncidentBook book;
  private final FlappingAlerts flapping;
  private final Heartbeats heartbeats;
  private final AlertStorm storm;
  private final ReceiverFloods floods;
  private final Consumer<Incident> out;

  private final RecentChanges changes;
  private final IncidentRevision revision;
  private final ChangeSuspicion suspicion;

  private final AlertExplainer explainer;

  /** What nothing explained in this step. */
  private final List<AlertSignal> alone = new ArrayList<>();

  private long heartbeatMillis = Topology.USUAL_HEARTBEAT_INTERVAL.toMillis();
  private boolean isDirty;
  private long clock = Long.MIN_VALUE;

  /**
   * Nothing known yet, of services or alerts.
   *
   * @param out is told of each incident when it is opened, revised or closed
   */
  public Correlator(CorrelationPolicy policy, ImpactPolicy impact, Consumer<Incident> out) {
    this.policy = policy;
    this.impact = impact;
    this.window = policy.window().toMillis();
    this.explainer = new AlertExplainer(policy);
    this.book = new IncidentBook(policy.maxHeld());
    this.changes = new RecentChanges(policy.changeWindow().toMillis());
    this.revision = new IncidentRevision(book, changes);
    this.suspicion = new ChangeSuspicion(policy, changes);
    this.flapping = new FlappingAlerts(policy, book);
    this.heartbeats = new Heartbeats(policy.beatsMissing());
    this.storm = new AlertStorm(policy, book, explainer, revision);
    this.floods = new ReceiverFloods(policy, book);
    this.out = out;
  }

  /** Takes evidence, behind all that was to be found before it. */
  public void take(Evidence evidence) {
    boolean begins = clock == Long.MIN_VALUE && evidence instanceof Topology;
    if (!begins) { // a graph holds from long before anything happens
      advance(evidence.time());
    }
    if (!(evidence instanceof Topology)) { // whatever the clock was before
      explainer.begin(evidence.time());
    }
    if (evidence instanceof AlertSignal alert) {
      signal(alert.withTraits(AlertTraits.NONE), explainer.lookAt(alert));
    } else if (evidence instanceof RoutedAlert routed) {
      floods.expect(routed);
      signal(routed.alert().withTraits(AlertTraits.NONE), explainer.lookAt(routed.alert()));
    } else if (evidence instanceof Heartbeat heartbeat) {
      heartbeats.beat(heartbeat.service(), heartbeat.time());
    } else if (evidence instanceof ServiceChange change) {
      changes.add(change);
    } else if (evidence instanceof Topology topology) {
      explainer.follow(topology.graph());
      heartbeatMillis = topology.heartbeatInterval().toMillis();
      isDirty = true;
    } else if (evidence instanceof Chain chain) {
      follow(chain);
    }
  }

  private void signal(AlertSignal signal, AlertSignal withTraits) {
    if (signal.isFiring() && book.knows(signal)) {
      return; // told twice
    }
    if (!flapping.add(signal) || flapping.goesOn(signal)) {
      return;
    }
    boolean mayBegin = !storm.isOn() && signal.mayFlap();
    if (mayBegin && flapping.begins(signal, goesOnSince(signal))) {
      isDirty = true;
    } else if (signal.isFiring()) {
      storm.count(signal);
      takeBeginning(withTraits);
    }
  }

  private void takeBeginning(AlertSignal signal) {
    if (storm.isOn()) {
      storm.join(signal.withTraits(AlertTraits.NONE));
    } else if (!explainer.canExplain(signal)) {
      alone.add(signal);
    } else if (!book.joinFull(signal, goesOnSince(signal))) {
      book.add(signal);
      isDirty = true;
    }
  }

  private long goesOnSince(AlertSignal signal) {
    return signal.time() - window / ServiceAlerts.GOES_ON;
  }

  /**
   * An escalation takes its alerts with it; another chain takes those that no open incident holds,
   * if there are two at least. Neither is told of what is rather a storm.
   */
  private void follow(Chain chain) {
    boolean isEscalation = chain.kind() == IncidentKind.ESCALATION;
    List<AlertSignal> own = new ArrayList<>(chain.alerts());
    own.removeIf(alert -> !isEscalation && book.isHeld(alert));
    long inStorm = chain.alerts().stream().filter(book::isInStorm).count();
    if (storm.isOn() || 2 * inStorm >= chain.alerts().size() || own.size() < 2) {
      return;
    }
    AlertSignal first = own.get(0);
    OpenIncident incident =
        book.open(chain.pattern(), chain.kind(), first.service(), first.id(), chain.time());
    JoinReason reason = isEscalation ? JoinReason.GREW_WORSE : JoinReason.IN_CHAIN;
    for (AlertSignal alert : own) {
      book.join(incident, new Incident.Member(alert, reason, chain.pattern(), 1));
    }
    isDirty = true;
  }

  /**
   * Takes that time has passed: what is to be found is found second by second.
   *
   * @param now milliseconds since the epoch; a time before the last one changes nothing
   */
  public void advance(long now) {
    long tick = Math.floorDiv(now, STEP_MILLIS) * STEP_MILLIS;
    while (clock < tick) {
      clock = isIdle() ? tick : clock + STEP_MILLIS;
      step();
    }
  }

  private boolean isIdle() {
    return clock == Long.MIN_VALUE
        || (!isDirty
            && book.isEmpty()
            && flapping.isQuiet()
            && heartbeats.isEmpty()
            && changes.isEmpty()
            && storm.isQuiet());
  }

  private void step() {
    if (isDirty) {
      isDirty = false;
      revise();
    }
    for (Heartbeats.Missing missing : heartbeats.missing(clock, heartbeatMillis)) {
      book.open(IncidentKind.HEARTBEAT, missing.service(), missing.service(), missing.since());
    }
    if (book.open().stream().anyMatch(one -> one.isExplained() && isOver(one))) {
      revise(); // that nothing came is evidence too
    }
    expire();
    flapping.advance(clock);
    changes.advance(clock);
    storm.advance(clock);
    floods.advance(clock);
    tell();
  }

  /** Closes everything: nothing more comes. */
  public void end() {
    if (isDirty) {
      clock += STEP_MILLIS;
      step();
    }
    new ArrayList<>(book.open()).forEach(this::close);
    tell();
    book.clear();
    flapping.forgetIncidents();
    floods.clear();
    storm.forgetIncident();
  }

  private void revise() {
    if (storm.isOn()) {
      return;
    }
    List<AlertSignal> active = new ArrayList<>(book.loose());
    for (OpenIncident one : book.open()) {
      if (one.isExplained()) {
        active.addAll(one.alerts());
      }
    }
    active.sort(AlertSignal.ORDER);
    Explanation found = explainer.explain(active, clock);
    if (storm.explainsBetter(found, clock)) {
      storm.begin(active, clock);
    } else {
      List<Hypothesis> causes = new ArrayList<>(found.causes());
      causes.addAll(suspicion.causes(found.unexplained(), explainer, clock));
      revision.follow(causes, clock);
    }
  }

  /** Lets go what no new alert can belong to. */
  private void expire() {
    book.forgetLoose(this::isOver);
    floods.take(alone, clock);
    alone.clear();
    storm.endIfOver(clock);
    List<OpenIncident> over = new ArrayList<>(book.open());
    over.removeIf(one -> !isOver(one));
    over.forEach(this::close);
    book.forgetClosed(clock - 2 * policy.flapWindow().toMillis());
  }

  /** Those before it are gone: of those that no graph knows only as many stay as are held. */
  private boolean isOver(AlertSignal alert) {
    boolean isOver =
        alert.time() < clock - explainer.patience(alert)
            || (book.loose().size() > policy.maxHeld() && !explainer.isPlaced(alert));
    if (isOver) {
      explainer.stoodAlone(alert, clock);
      alone.add(alert);
    }
    return isOver;
  }

  private boolean isOver(OpenIncident incident) {
    if (incident.isEmpty() && incident.kind != IncidentKind.HEARTBEAT) {
      return true;
    }
    if (incident.kind == IncidentKind.FLOOD && incident.pattern.isEmpty()) {
      return floods.isOver(incident, clock);
    }
    return !storm.is(incident) && incident.last < clock - patience(incident);
  }

  private long patience(OpenIncident incident) {
    return switch (incident.kind) {
      case FLAPPING -> policy.flapWindow().toMillis();
      case GROUP -> policy.likeness().window().toMillis();
      default -> window;
    };
  }

  private void close(OpenIncident incident) {
    book.close(incident);
    flapping.closed(incident);
    floods.closed(incident);
    if (incident.isExplained()) {
      explainer.isOver(incident, clock);
    }
    tell(incident);
  }

  private void tell() {
    book.takeChanged().forEach(this::tell);
  }

  private void tell(OpenIncident incident) {
    out.accept(incident.tell(clock, book.isOpen(incident), explainer.graph(), impact));
  }

  /** How many alerts have joined incidents that held no more, since this was made. */
  public long beyond() {
    return book.beyond();
  }

  /** Writes all that it knows; never within {@link #take} or {@link #advance}. */
  public void write(DataOutput to) throws IOException {
    to.writeByte(VERSION);
    explainer.write(to);
    to.writeLong(heartbeatMillis);
    flapping.writeToggles(to);
    heartbeats.write(to);
    storm.writeCounts(to);
    book.write(to);
    floods.write(to);
    changes.write(to);
    flapping.writeIncidents(to);
    storm.writeIncident(to);
    to.writeBoolean(isDirty);
    to.writeLong(clock);
  }

  /** Reads into a new one what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION && version != VERSION_WITHOUT_FLOODS) {
      throw new IOException("a correlator of version %d is not known".formatted(version));
    }
    explainer.read(in);
    heartbeatMillis = in.readLong();
    flapping.readToggles(in);
    heartbeats.read(in);
    storm.readCounts(in);
    book.read(in);
    if (version == VERSION) {
      floods.read(in);
    }
    changes.read(in);
    flapping.readIncidents(in);
    storm.readIncident(in);
    isDirty = in.readBoolean();
    clock = in.readLong();
  }
}
