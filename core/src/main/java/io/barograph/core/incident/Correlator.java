package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** What explains so much of a storm is its cause. */
  private static final double MOST_OF_A_STORM = 0.9;

  /** Of the bytes of {@link #write}; before it nothing was known of receivers. */
  private static final int VERSION = 3;

  private static final int VERSION_WITHOUT_FLOODS = 2;

  private final CorrelationPolicy policy;
  private final ImpactPolicy impact;
  private final long window;
  private final FlapRings rings;
  private final Heartbeats heartbeats;
  private final StormWatch storms;
  private final ReceiverFloods floods;
  private final IncidentBook book;
  private final Consumer<Incident> out;

  private final RecentChanges changes;
  private final IncidentRevision revision;
  private final ChangeSuspicion suspicion;

  /** By fingerprint. */
  private final Map<String, OpenIncident> flapping = new TreeMap<>();

  private final AlertExplainer explainer;

  /** What nothing explained in this step. */
  private final List<AlertSignal> alone = new ArrayList<>();

  private long heartbeatMillis = Topology.USUAL_HEARTBEAT_INTERVAL.toMillis();
  private OpenIncident storm;
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
    this.rings = new FlapRings(policy);
    this.heartbeats = new Heartbeats(policy.beatsMissing());
    this.storms = new StormWatch(policy);
    this.book = new IncidentBook(policy.maxHeld());
    this.floods = new ReceiverFloods(policy, book);
    this.changes = new RecentChanges(policy.changeWindow().toMillis());
    this.revision = new IncidentRevision(book, changes);
    this.suspicion = new ChangeSuspicion(policy, changes);
    this.out = out;
    this.explainer = new AlertExplainer(policy);
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
    if (!rings.add(signal)) {
      return;
    }
    OpenIncident flaps = flapping.get(signal.fingerprint());
    if (flaps != null) {
      flaps.last = Math.max(flaps.last, signal.time());
      if (signal.isFiring()) {
        join(flaps, signal, JoinReason.TOGGLES, "", 1);
      }
    } else if (storm == null && signal.mayFlap() && flap(signal)) {
      isDirty = true;
    } else if (signal.isFiring()) {
      storms.add(signal);
      takeBeginning(withTraits);
    }
  }

  private void takeBeginning(AlertSignal signal) {
    if (storm != null) {
      join(storm, signal.withTraits(AlertTraits.NONE), JoinReason.IN_STORM, "", 1);
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
    own.removeIf(alert -> !isEscalation && isHeld(alert));
    long inStorm = chain.alerts().stream().filter(this::isInStorm).count();
    if (storm != null || 2 * inStorm >= chain.alerts().size() || own.size() < 2) {
      return;
    }
    AlertSignal first = own.get(0);
    OpenIncident incident =
        book.open(chain.pattern(), chain.kind(), first.service(), first.id(), chain.time());
    JoinReason reason = isEscalation ? JoinReason.GREW_WORSE : JoinReason.IN_CHAIN;
    own.forEach(alert -> join(incident, alert, reason, chain.pattern(), 1));
    isDirty = true;
  }

  private boolean isHeld(AlertSignal alert) {
    OpenIncident holder = book.holder(alert);
    return holder != null && book.isOpen(holder);
  }

  private boolean isPartOfMore(AlertSignal alert) {
    return isInStorm(alert) || (isHeld(alert) && book.holder(alert).isWide());
  }

  private boolean isInStorm(AlertSignal alert) {
    OpenIncident holder = book.holder(alert);
    return holder != null && holder.kind == IncidentKind.STORM;
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
            && rings.isEmpty()
            && heartbeats.isEmpty()
            && changes.isEmpty()
            && storms.isQuiet());
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
    rings.advance(clock);
    changes.advance(clock);
    storms.advance(clock);
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
    flapping.clear();
    floods.clear();
    storm = null;
  }

  private void revise() {
    if (storm != null) {
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
    if (storms.isStorm(clock, found)) {
      beginStorm(active);
    } else {
      List<Hypothesis> causes = new ArrayList<>(found.causes());
      causes.addAll(suspicion.causes(found.unexplained(), explainer, clock));
      revision.follow(causes, clock);
    }
  }

  private void beginStorm(List<AlertSignal> active) {
    storm = book.open(IncidentKind.STORM, "", active.get(active.size() - 1).id(), clock);
    long since = clock - policy.stormWindow().toMillis();
    for (AlertSignal alert : active) {
      OpenIncident before = book.holder(alert);
      if (alert.time() >= since || (before != null && before.last >= since)) {
        join(storm, alert, JoinReason.IN_STORM, "", 1);
      }
    }
  }

  /** Now that all of it is there, one cause may explain it after all. */
  private void endStorm() {
    List<AlertSignal> alerts = storm.alerts();
    List<Hypothesis> causes = explainer.explain(alerts, clock).causes();
    int most = causes.stream().mapToInt(cause -> cause.joined().size()).max().orElse(0);
    if (most >= MOST_OF_A_STORM * alerts.size()) {
      book.become(storm, IncidentKind.CASCADE, "");
      storm.last = clock - window;
      revision.follow(causes, clock);
    }
    storm = null;
  }

  /**
   * Opens an incident of an alert that toggles, unless too much of it is part of a storm, or of
   * what goes on on several services.
   */
  private boolean flap(AlertSignal signal) {
    List<AlertSignal> beginnings = rings.flaps(signal.fingerprint());
    if (beginnings.isEmpty() || book.goesOn(signal, goesOnSince(signal))) {
      return false;
    }
    List<AlertSignal> own = new ArrayList<>(beginnings);
    own.removeIf(this::isPartOfMore);
    if (2 * own.size() < policy.flapTransitions()) {
      return false;
    }
    OpenIncident flaps =
        book.open(IncidentKind.FLAPPING, signal.service(), own.get(0).id(), signal.time());
    flapping.put(signal.fingerprint(), flaps);
    own.forEach(one -> join(flaps, one, JoinReason.TOGGLES, "", 1));
    return true;
  }

  private void join(
      OpenIncident incident, AlertSignal alert, JoinReason reason, String by, double score) {
    book.join(incident, new Incident.Member(alert, reason, by, score));
  }

  /** Lets go what no new alert can belong to. */
  private void expire() {
    book.forgetLoose(this::isOver);
    floods.take(alone, clock);
    alone.clear();
    if (storm != null && !storms.goesOn(clock, storm)) {
      endStorm();
    }
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
    return incident != storm && incident.last < clock - patience(incident);
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
    flapping.values().remove(incident);
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
    rings.write(to);
    heartbeats.write(to);
    storms.write(to);
    book.write(to);
    floods.write(to);
    changes.write(to);
    to.writeInt(flapping.size());
    for (Map.Entry<String, OpenIncident> one : flapping.entrySet()) {
      to.writeUTF(one.getKey());
      to.writeUTF(one.getValue().id);
    }
    to.writeUTF(storm == null ? "" : storm.id);
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
    rings.read(in);
    heartbeats.read(in);
    storms.read(in);
    book.read(in);
    if (version == VERSION) {
      floods.read(in);
    }
    changes.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      flapping.put(in.readUTF(), book.find(in.readUTF()));
    }
    storm = book.find(in.readUTF());
    isDirty = in.readBoolean();
    clock = in.readLong();
  }
}
