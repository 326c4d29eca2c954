package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which alerts which incident holds, and which none: an alert is held by one at most. Not
 * thread-safe.
 */
final class IncidentBook {
  private final Map<String, OpenIncident> open = new LinkedHashMap<>();

  /**
   * Closed, and not so long ago that an alert that toggles or grows worse may not leave them; the
   * one that ended first is the first.
   */
  private final NavigableSet<OpenIncident> closed =
      new TreeSet<>(
          Comparator.comparingLong((OpenIncident one) -> one.last).thenComparing(one -> one.id));

  /** Those that may not be as they were told. */
  private final Set<OpenIncident> touched = new HashSet<>();

  /** By the id of an alert, the incident that it is a member of. */
  private final Map<String, OpenIncident> memberOf = new HashMap<>();

  /** By id, what no incident holds. */
  private final Map<String, AlertSignal> loose = new LinkedHashMap<>();

  private final int maxHeld;
  private long beyond;

  /**
   * Empty.
   *
   * @param maxHeld so many alerts of an incident are held
   */
  IncidentBook(int maxHeld) {
    this.maxHeld = maxHeld;
  }

  /** Opens an incident that begins with an alert or a service. */
  OpenIncident open(IncidentKind kind, String root, String first, long at) {
    return open("", kind, root, first, at);
  }

  /** Opens one of a pattern's. */
  OpenIncident open(String pattern, IncidentKind kind, String root, String first, long at) {
    String id = first + '-' + at + (pattern.isEmpty() ? "" : '-' + pattern);
    OpenIncident incident = new OpenIncident(id, pattern, kind, root, at, maxHeld);
    open.put(incident.id, incident);
    touched.add(incident);
    return incident;
  }

  /** Those that take members. */
  Collection<OpenIncident> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** What no incident holds. */
  Collection<AlertSignal> loose() {
    return Collections.unmodifiableCollection(loose.values());
  }

  /** Takes an alert that no incident holds yet. */
  void add(AlertSignal alert) {
    loose.put(alert.id(), alert);
  }

  /** The incident that holds an alert; null if none does. */
  OpenIncident holder(AlertSignal alert) {
    return memberOf.get(alert.id());
  }

  /** True if an incident holds an alert that is still open. */
  boolean isHeld(AlertSignal alert) {
    OpenIncident holder = holder(alert);
    return holder != null && isOpen(holder);
  }

  /** True if a storm holds an alert, be it over or not. */
  boolean isInStorm(AlertSignal alert) {
    OpenIncident holder = holder(alert);
    return holder != null && holder.kind == IncidentKind.STORM;
  }

  /** True if the alert is known, whether an incident holds it or none. */
  boolean knows(AlertSignal alert) {
    return memberOf.containsKey(alert.id()) || loose.containsKey(alert.id());
  }

  /** Lets an alert join, and leave the incident that held it. */
  void join(OpenIncident incident, Incident.Member member) {
    String alert = member.alert().id();
    OpenIncident before = memberOf.get(alert);
    if (before != null && before != incident) {
      before.leave(alert);
      touched.add(before);
    }
    loose.remove(alert);
    if (incident.join(member)) {
      memberOf.put(alert, incident);
    } else {
      memberOf.remove(alert);
      beyond++;
    }
    touched.add(incident);
  }

  /**
   * Lets an alert join an open incident that holds no more, if it goes on from its members.
   *
   * @param since how old the newest alert of its service may be
   * @return false if there is none
   */
  boolean joinFull(AlertSignal alert, long since) {
    for (OpenIncident one : open.values()) {
      Optional<Incident.Member> from = one.goesOn(alert, since);
      if (from.isPresent()) {
        join(one, from.get().withAlert(alert));
        return true;
      }
    }
    return false;
  }

  /** True if an alert would {@link #joinFull}. */
  boolean goesOn(AlertSignal alert, long since) {
    return open.values().stream().anyMatch(one -> one.goesOn(alert, since).isPresent());
  }

  /** How many alerts have joined incidents that hold no more, since it was made. */
  long beyond() {
    return beyond;
  }

  /** Lets an alert leave; it is looked at again. */
  void loosen(OpenIncident incident, AlertSignal alert) {
    incident.leave(alert.id());
    memberOf.remove(alert.id());
    loose.put(alert.id(), alert);
    touched.add(incident);
  }

  /** Sets what an incident is. */
  void become(OpenIncident incident, IncidentKind kind, String root) {
    incident.become(kind, root);
    touched.add(incident);
  }

  /** Forgets what no incident holds, if {@code isOver} says so, one after the other. */
  void forgetLoose(Predicate<AlertSignal> isOver) {
    for (Iterator<AlertSignal> one = loose.values().iterator(); one.hasNext(); ) {
      if (isOver.test(one.next())) {
        one.remove();
      }
    }
  }

  /** Lets an incident take no more members. */
  void close(OpenIncident incident) {
    open.remove(incident.id);
    closed.add(incident);
  }

  /** Forgets which closed incidents alerts were members of that end before an instant. */
  void forgetClosed(long before) {
    while (!closed.isEmpty() && closed.first().last < before) {
      OpenIncident one = closed.pollFirst();
      one.alerts().forEach(alert -> memberOf.remove(alert.id(), one));
    }
  }

  /** What is not as it was told, the closed ones first, then by when they were opened. */
  List<OpenIncident> takeChanged() {
    List<OpenIncident> changed = new ArrayList<>(touched);
    touched.clear();
    changed.removeIf(one -> !one.hasChanged());
    changed.sort(
        Comparator.comparing(this::isOpen)
            .thenComparingLong(one -> one.openedAt)
            .thenComparing(one -> one.id));
    return changed;
  }

  /** The open incident of that id; null if there is none. */
  OpenIncident find(String id) {
    return open.get(id);
  }

  boolean isOpen(OpenIncident incident) {
    return open.containsKey(incident.id);
  }

  boolean isEmpty() {
    return open.isEmpty() && closed.isEmpty() && loose.isEmpty();
  }

  /** Forgets everything. */
  void clear() {
    open.clear();
    closed.clear();
    touched.clear();
    memberOf.clear();
    loose.clear();
  }

  /** Writes all of it. */
  void write(DataOutput out) throws IOException {
    write(open.values(), out);
    write(closed, out);
    out.writeInt(loose.size());
    for (AlertSignal alert : loose.values()) {
      EvidenceCodec.write(alert, out);
    }
  }

  private static void write(Collection<OpenIncident> incidents, DataOutput out) throws IOException {
    out.writeInt(incidents.size());
    for (OpenIncident incident : incidents) {
      incident.write(out);
    }
  }

  /** Reads into an empty one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (OpenIncident incident : readAll(in)) {
      open.put(incident.id, incident);
    }
    closed.addAll(readAll(in));
    for (int count = in.readInt(); count > 0; count--) {
      AlertSignal alert = (AlertSignal) EvidenceCodec.read(in);
      loose.put(alert.id(), alert);
    }
  }

  private List<OpenIncident> readAll(DataInput in) throws IOException {
    List<OpenIncident> all = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      OpenIncident incident = OpenIncident.read(in, maxHeld);
      incident.alerts().forEach(alert -> memberOf.put(alert.id(), incident));
      all.add(incident);
    }
    touched.addAll(all);
    return all;
  }
}
