package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** An incident as long as it can change. Not thread-safe. */
final class OpenIncident {
  /** A service that fell silent has no alert that says how bad that is. */
  private static final Priority OF_SILENCE = Priority.P2;

  private static final int WIDE = 3;

  /** Nothing else explains an alert that comes and goes, so few of its episodes need be held. */
  private static final int MAX_HELD_FLAPPING = 100;

  final String id;
  final long openedAt;

  /** The pattern that says what it is; empty if that follows the evidence. */
  final String pattern;

  IncidentKind kind;
  String root;

  /** The time of its newest member, or toggle. */
  long last;

  private final int maxHeld;
  private final IncidentMembers members;

  /** Members that have not been told, or for another reason; true for those that were told. */
  private final Map<String, Boolean> joined = new LinkedHashMap<>();

  /** Members that have not been told and are not held. */
  private final List<Incident.Member> joinedBeyond = new ArrayList<>();

  /** What was told to be a member and is none. */
  private final Set<String> left = new LinkedHashSet<>();

  /** Where it may have begun, the likeliest first. */
  private List<Suspect> suspects = List.of();

  private List<Suspect> toldSuspects = List.of();
  private IncidentKind toldKind;
  private String toldRoot;
  private boolean isToldClosed;
  private boolean isToldFull;
  private int version;
  private Priority priority = Priority.P4;

  /**
   * Without members.
   *
   * @param maxHeld so many of them are held, fewer if it is one alert that comes and goes
   */
  OpenIncident(
      String id, String pattern, IncidentKind kind, String root, long openedAt, int maxHeld) {
    this.id = id;
    this.pattern = pattern;
    this.kind = kind;
    this.root = root;
    this.toldKind = kind;
    this.toldRoot = root;
    this.openedAt = openedAt;
    this.last = openedAt;
    this.maxHeld = kind == IncidentKind.FLAPPING ? Math.min(maxHeld, MAX_HELD_FLAPPING) : maxHeld;
    this.members = new IncidentMembers(this.maxHeld);
  }

  /**
   * Takes a member, or a new reason for one.
   *
   * @return false if it holds so many that it only counts this one
   */
  boolean join(Incident.Member member) {
    String alert = member.alert().id();
    last = Math.max(last, member.alert().time());
    if (!members.holds(alert)) {
      members.addBeyond(member.alert());
      joinedBeyond.add(member);
      return false;
    }
    Incident.Member before = members.get(alert);
    if (before == null || !before.isAs(member)) {
      members.put(member);
      boolean wasTold = left.remove(alert) || (before != null && !joined.containsKey(alert));
      joined.merge(alert, wasTold, Boolean::logicalOr);
    }
    return true;
  }

  /**
   * The member that a further alert goes on from, if it is a group of alerts that causes are
   * searched for, and holds so many that this one would not be held.
   *
   * @param since how old the newest alert of its service may be
   */
  Optional<Incident.Member> goesOn(AlertSignal alert, long since) {
    return isExplained() && members.isFull() && !alert.service().isEmpty()
        ? members.goesOn(alert.service(), since)
        : Optional.empty();
  }

  void leave(String alert) {
    if (members.remove(alert) != null) {
      Boolean wasTold = joined.remove(alert);
      if (wasTold == null || wasTold) {
        left.add(alert);
      }
    }
  }

  /** Sets what it is. */
  void become(IncidentKind newKind, String newRoot) {
    kind = newKind;
    root = newRoot;
  }

  /** Sets where it may have begun, the likeliest first; told with the next version. */
  void suspect(List<Suspect> ranked) {
    suspects = ranked;
  }

  /** A group of alerts that causes are searched for, or one of a kind of its own. */
  boolean isExplained() {
    return pattern.isEmpty()
        && (kind == IncidentKind.CASCADE
            || kind == IncidentKind.CHANGE_IMPACT
            || kind == IncidentKind.COMMON_CAUSE
            || kind == IncidentKind.GROUP);
  }

  /** True if it is on so many services that an alert of it that comes and goes is but a part. */
  boolean isWide() {
    return isExplained() && members.serviceCount() >= WIDE;
  }

  boolean isEmpty() {
    return members.size() == 0;
  }

  /** Its members in order, as far as they are held. */
  List<AlertSignal> alerts() {
    return members.alerts();
  }

  /** The services that it touches: those of its members, and the one that fell silent. */
  SortedSet<String> services() {
    SortedSet<String> services = members.services();
    if (kind == IncidentKind.HEARTBEAT) {
      services.add(root);
      services.remove("");
    }
    return services;
  }

  /** True if it is not as it was told. */
  boolean hasChanged() {
    return version == 0
        || isRevised()
        || !joined.isEmpty()
        || !joinedBeyond.isEmpty()
        || !left.isEmpty();
  }

  private boolean isRevised() {
    return kind != toldKind || !root.equals(toldRoot);
  }

  /** The next version of it. */
  Incident tell(long now, boolean isOpen, ServiceGraph graph, ImpactPolicy policy) {
    version++;
    SortedSet<String> services = services();
    IncidentDecisions decisions = new IncidentDecisions(id, version, now);
    if (version == 1) {
      decisions.opened(kind, root);
    } else if (isRevised()) {
      decisions.revised(toldKind, toldRoot, kind, root);
    }
    tellMembers(decisions);
    tellSuspects(decisions);
    raise(services, graph, policy, decisions);
    if (!isOpen && !isToldClosed) {
      decisions.closed();
      isToldClosed = true;
    }
    toldKind = kind;
    toldRoot = root;
    return new Incident(
        id,
        version,
        pattern,
        kind,
        root,
        openedAt,
        now,
        isOpen,
        priority,
        graph.shareOf(services),
        services,
        members.size(),
        members.first(Incident.MAX_MEMBERS),
        decisions.all());
  }

  private void tellMembers(IncidentDecisions decisions) {
    for (String alert : joined.keySet()) {
      decisions.joined(members.get(alert));
    }
    joinedBeyond.forEach(decisions::joined);
    left.forEach(decisions::left);
    if (!joinedBeyond.isEmpty() && !isToldFull) {
      decisions.full(maxHeld);
      isToldFull = true;
    }
    joined.clear();
    joinedBeyond.clear();
    left.clear();
  }

  private void tellSuspects(IncidentDecisions decisions) {
    if (!Suspect.places(suspects).equals(Suspect.places(toldSuspects))) {
      decisions.ranked(suspects);
      toldSuspects = suspects;
    }
  }

  private void raise(
      SortedSet<String> services,
      ServiceGraph graph,
      ImpactPolicy policy,
      IncidentDecisions decisions) {
    Priority ofKind = kind == IncidentKind.HEARTBEAT ? OF_SILENCE : Priority.P4;
    Priority most = Priority.mostUrgent(ofKind, members.priority());
    RaiseReason reason = RaiseReason.OF_ITS_ALERTS;
    String by = "";
    if (services.size() >= policy.manyServices()) {
      reason = RaiseReason.MANY_SERVICES;
      by = Integer.toString(services.size());
    }
    for (String service : services) {
      if (reason == RaiseReason.OF_ITS_ALERTS && graph.weightOf(service) >= policy.greatWeight()) {
        reason = RaiseReason.GREAT_WEIGHT;
        by = service;
      }
    }
    boolean isStep = reason != RaiseReason.OF_ITS_ALERTS && most != Priority.P1;
    Priority next = isStep ? Priority.values()[most.ordinal() - 1] : most;
    if (next.compareTo(priority) < 0) {
      priority = next;
      decisions.raised(priority, isStep ? reason : RaiseReason.OF_ITS_ALERTS, isStep ? by : "");
    }
  }

  /** Writes all of it. */
  void write(DataOutput out) throws IOException {
    out.writeUTF(id);
    out.writeUTF(pattern);
    out.writeByte(kind.ordinal());
    out.writeUTF(root);
    out.writeLong(openedAt);
    out.writeLong(last);
    Suspect.writeAll(suspects, out);
    Suspect.writeAll(toldSuspects, out);
    out.writeByte(toldKind.ordinal());
    out.writeUTF(toldRoot);
    out.writeBoolean(isToldClosed);
    out.writeBoolean(isToldFull);
    out.writeInt(version);
    out.writeByte(priority.ordinal());
    members.write(out);
    out.writeInt(joined.size());
    for (Map.Entry<String, Boolean> one : joined.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeBoolean(one.getValue());
    }
    out.writeInt(joinedBeyond.size());
    for (Incident.Member member : joinedBeyond) {
      member.write(out);
    }
    out.writeInt(left.size());
    for (String alert : left) {
      out.writeUTF(alert);
    }
  }

  /** Reads what {@link #write} wrote. */
  static OpenIncident read(DataInput in, int maxHeld) throws IOException {
    String id = in.readUTF();
    String pattern = in.readUTF();
    IncidentKind kind = IncidentKind.values()[in.readByte()];
    OpenIncident incident =
        new OpenIncident(id, pattern, kind, in.readUTF(), in.readLong(), maxHeld);
    incident.last = in.readLong();
    incident.suspects = Suspect.readAll(in);
    incident.toldSuspects = Suspect.readAll(in);
    incident.toldKind = IncidentKind.values()[in.readByte()];
    incident.toldRoot = in.readUTF();
    incident.isToldClosed = in.readBoolean();
    incident.isToldFull = in.readBoolean();
    incident.version = in.readInt();
    incident.priority = Priority.values()[in.readByte()];
    incident.members.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      incident.joined.put(in.readUTF(), in.readBoolean());
    }
    for (int count = in.readInt(); count > 0; count--) {
      incident.joinedBeyond.add(Incident.Member.read(in));
    }
    for (int count = in.readInt(); count > 0; count--) {
      incident.left.add(in.readUTF());
    }
    return incident;
  }
}
