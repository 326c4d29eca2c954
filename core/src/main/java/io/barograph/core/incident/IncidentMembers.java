package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members of an incident in the order of time, and what they come to: services, priority, and
 * how often each alert fired. What they come to is kept as they join and leave. Beyond a bound
 * members are counted, and can no more be told apart or leave. Not thread-safe.
 */
final class IncidentMembers {
  private final int most;
  private final Map<String, Incident.Member> byAlert = new HashMap<>();
  private final NavigableMap<AlertSignal, Incident.Member> inOrder =
      new TreeMap<>(AlertSignal.ORDER);

  /** How many members are on each service. */
  private final SortedMap<String, Integer> services = new TreeMap<>();

  private final int[] priorities = new int[Priority.values().length];
  private final Map<Repeated, Episodes> episodes = new HashMap<>();

  /** By the first episode of each alert. */
  private final NavigableMap<AlertSignal, Episodes> firsts = new TreeMap<>(AlertSignal.ORDER);

  private int beyond;

  /** By service, when the newest of those beyond the bound began. */
  private final SortedMap<String, Long> servicesBeyond = new TreeMap<>();

  private Priority priorityBeyond = Priority.P4;

  /** The newest that is held on each service; null if that has changed. */
  private Map<String, Incident.Member> newest;

  /** What is one alert, however often it fires. */
  private record Repeated(String fingerprint, Priority priority) {
    static Repeated of(AlertSignal alert) {
      return new Repeated(alert.fingerprint(), alert.priority());
    }
  }

  /** How often an alert fired: the first time, how many are held, and how many are not. */
  private static final class Episodes {
    Incident.Member first;
    int held;
    int beyond;
  }

  /**
   * None yet.
   *
   * @param most so many are held
   */
  IncidentMembers(int most) {
    this.most = most;
  }

  /** The member of that id; null if it is none, or is not held. */
  Incident.Member get(String alert) {
    return byAlert.get(alert);
  }

  /** False if it has as many members as are held, and this is not one of them. */
  boolean holds(String alert) {
    return byAlert.size() < most || byAlert.containsKey(alert);
  }

  /** Takes a member, in place of one of the same id. */
  void put(Incident.Member member) {
    AlertSignal alert = member.alert();
    Incident.Member before = byAlert.get(alert.id());
    if (before != null && before.alert().equals(alert)) {
      replace(before, member);
      return;
    }
    remove(alert.id());
    byAlert.put(alert.id(), member);
    inOrder.put(alert, member);
    count(alert, 1);
    Episodes own = episodes.computeIfAbsent(Repeated.of(alert), any -> new Episodes());
    own.held++;
    if (own.first == null || AlertSignal.ORDER.compare(alert, own.first.alert()) < 0) {
      begin(own, member);
    }
  }

  private void replace(Incident.Member before, Incident.Member member) {
    AlertSignal alert = member.alert();
    byAlert.put(alert.id(), member);
    inOrder.put(alert, member);
    newest = null;
    Episodes own = episodes.get(Repeated.of(alert));
    if (own.first.equals(before)) {
      own.first = member;
    }
  }

  private void begin(Episodes own, Incident.Member first) {
    if (own.first != null) {
      firsts.remove(own.first.alert());
    }
    own.first = first;
    firsts.put(first.alert(), own);
  }

  /** Takes a member that is only counted. */
  void addBeyond(AlertSignal alert) {
    beyond++;
    servicesBeyond.merge(alert.service(), alert.time(), Math::max);
    priorityBeyond = Priority.mostUrgent(priorityBeyond, alert.priority());
    Episodes own = episodes.get(Repeated.of(alert));
    if (own != null) {
      own.beyond++;
    }
  }

  /** The member of that id, which is none any more; null if it was none. */
  Incident.Member remove(String alert) {
    Incident.Member member = byAlert.remove(alert);
    if (member != null) {
      inOrder.remove(member.alert());
      count(member.alert(), -1);
      forget(member);
    }
    return member;
  }

  private void forget(Incident.Member member) {
    Repeated repeated = Repeated.of(member.alert());
    Episodes own = episodes.get(repeated);
    own.held--;
    if (own.held == 0) {
      episodes.remove(repeated);
      firsts.remove(member.alert());
    } else if (own.first.equals(member)) {
      inOrder.tailMap(member.alert()).values().stream()
          .filter(later -> Repeated.of(later.alert()).equals(repeated))
          .findFirst()
          .ifPresent(later -> begin(own, later));
    }
  }

  /**
   * The member that a further alert of a service goes on from: the newest that is held, if there is
   * one, and if the service has not been quiet.
   *
   * @param since how old the newest alert of the service may be, held or not
   */
  Optional<Incident.Member> goesOn(String service, long since) {
    if (newest == null) {
      newest = new HashMap<>();
      inOrder.values().forEach(member -> newest.put(member.alert().service(), member));
    }
    long beyondAt = servicesBeyond.getOrDefault(service, Long.MIN_VALUE);
    return Optional.ofNullable(newest.get(service))
        .filter(member -> Math.max(beyondAt, member.alert().time()) >= since);
  }

  /** True if further members are only counted. */
  boolean isFull() {
    return byAlert.size() >= most;
  }

  private void count(AlertSignal alert, int change) {
    newest = null;
    services.merge(alert.service(), change, IncidentMembers::sum);
    priorities[alert.priority().ordinal()] += change;
  }

  private static Integer sum(Integer one, Integer other) {
    return one + other == 0 ? null : Integer.valueOf(one + other);
  }

  /** Those that are held, in order. */
  List<AlertSignal> alerts() {
    return new ArrayList<>(inOrder.keySet());
  }

  /** How many there are, with those beyond the bound. */
  int size() {
    return byAlert.size() + beyond;
  }

  /** The services that they are on, as a set of its own. */
  SortedSet<String> services() {
    SortedSet<String> all = new TreeSet<>(services.keySet());
    all.addAll(servicesBeyond.keySet());
    all.remove("");
    return all;
  }

  /** On how many services they are, without those that only some beyond the bound are on. */
  int serviceCount() {
    return services.size();
  }

  /** The most urgent priority among them; the least urgent there is if there are none. */
  Priority priority() {
    for (Priority priority : Priority.values()) {
      if (priorities[priority.ordinal()] > 0) {
        return Priority.mostUrgent(priority, priorityBeyond);
      }
    }
    return priorityBeyond;
  }

  /** The first of them, up to so many, each alert once, with how often it fired. */
  List<Incident.Member> first(int upTo) {
    List<Incident.Member> first = new ArrayList<>();
    for (Episodes one : firsts.values()) {
      if (first.size() == upTo) {
        break;
      }
      first.add(one.first.times(one.held + one.beyond));
    }
    return first;
  }

  /** Writes all of them. */
  void write(DataOutput out) throws IOException {
    out.writeInt(inOrder.size());
    for (Incident.Member member : inOrder.values()) {
      member.write(out);
      member.alert().traits().write(out);
    }
    Map<String, Integer> repeated = new LinkedHashMap<>();
    firsts.forEach((first, own) -> repeated.put(first.id(), own.beyond));
    repeated.values().removeIf(count -> count == 0);
    out.writeInt(repeated.size());
    for (Map.Entry<String, Integer> one : repeated.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeInt(one.getValue());
    }
    writeBeyond(out);
  }

  private void writeBeyond(DataOutput out) throws IOException {
    out.writeInt(beyond);
    out.writeByte(priorityBeyond.ordinal());
    out.writeInt(servicesBeyond.size());
    for (Map.Entry<String, Long> one : servicesBeyond.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeLong(one.getValue());
    }
  }

  /** Reads into an empty one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      Incident.Member member = Incident.Member.read(in);
      put(member.withAlert(member.alert().withTraits(AlertTraits.read(in))));
    }
    for (int count = in.readInt(); count > 0; count--) {
      AlertSignal first = byAlert.get(in.readUTF()).alert();
      episodes.get(Repeated.of(first)).beyond = in.readInt();
    }
    beyond = in.readInt();
    priorityBeyond = Priority.values()[in.readByte()];
    for (int count = in.readInt(); count > 0; count--) {
      servicesBeyond.put(in.readUTF(), in.readLong());
    }
  }
}
