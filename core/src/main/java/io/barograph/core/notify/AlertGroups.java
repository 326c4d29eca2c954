package io.barograph.core.notify;

import java.io.DataInput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * All groups: by their ids, by the alerts that they hold, and by when they are to be looked at. Not
 * thread-safe.
 */
final class AlertGroups {
  private final byte partKind;
  private final TreeMap<GroupId, AlertGroup> groups = new TreeMap<>();
  private final Map<Long, SortedSet<GroupId>> groupsOfAlert = new HashMap<>();
  private final TreeMap<Long, SortedSet<GroupId>> due = new TreeMap<>();
  private final SortedSet<GroupId> changed = new TreeSet<>();

  /**
   * There are none.
   *
   * @param partKind what each part begins with
   */
  AlertGroups(byte partKind) {
    this.partKind = partKind;
  }

  Collection<AlertGroup> all() {
    return groups.values();
  }

  /** The group of an id, which is opened if there is none. */
  AlertGroup open(GroupId id, Supplier<AlertGroup> opener) {
    AlertGroup group = groups.computeIfAbsent(id, any -> opener.get());
    schedule(group);
    return group;
  }

  /** The groups that hold an alert, as they are now. */
  List<AlertGroup> of(long fingerprint) {
    return groupsOfAlert.getOrDefault(fingerprint, new TreeSet<>()).stream()
        .map(groups::get)
        .toList();
  }

  /** Puts an alert into a group, as it is now. */
  void put(AlertGroup group, NotifiedAlert alert, long now) {
    long before = group.nextFlush();
    group.put(alert, now);
    index(group, alert.labels().fingerprint());
    reschedule(group, before);
  }

  private void index(AlertGroup group, long fingerprint) {
    groupsOfAlert.computeIfAbsent(fingerprint, any -> new TreeSet<>()).add(group.id());
  }

  /** Takes an alert out of a group that has told nothing of it. */
  void release(AlertGroup group, long fingerprint, long now) {
    long before = group.nextFlush();
    group.release(fingerprint, now);
    leave(group, fingerprint);
    reschedule(group, before);
    if (group.isSpent(now)) {
      groups.remove(group.id());
    }
  }

  private void leave(AlertGroup group, long fingerprint) {
    groupsOfAlert.computeIfPresent(
        fingerprint,
        (any, ids) -> {
          ids.remove(group.id());
          return ids.isEmpty() ? null : ids;
        });
  }

  private void reschedule(AlertGroup group, long before) {
    changed.add(group.id());
    if (group.nextFlush() != before) {
      due.computeIfPresent(
          before,
          (time, ids) -> {
            ids.remove(group.id());
            return ids.isEmpty() ? null : ids;
          });
    }
    schedule(group);
  }

  private void schedule(AlertGroup group) {
    if (group.nextFlush() != Long.MAX_VALUE) {
      due.computeIfAbsent(group.nextFlush(), any -> new TreeSet<>()).add(group.id());
    }
  }

  /**
   * The next group to be looked at up to an instant, which then has to be {@link #flushed}; empty
   * if there is none.
   */
  Optional<AlertGroup> nextDue(long now) {
    return due.isEmpty() || due.firstKey() > now
        ? Optional.empty()
        : Optional.of(groups.get(due.firstEntry().getValue().first()));
  }

  /**
   * A group was looked at.
   *
   * @param at when it had to be
   * @param gone the fingerprints of the alerts that it holds no more
   */
  void flushed(AlertGroup group, long at, Set<Long> gone) {
    gone.forEach(fingerprint -> leave(group, fingerprint));
    reschedule(group, at);
    if (group.isSpent(at)) {
      groups.remove(group.id());
    }
  }

  /** An alert goes another way than by a group, or does no more. */
  void stray(AlertGroup group, long fingerprint, boolean isStray) {
    group.stray(fingerprint, isStray);
    changed.add(group.id());
  }

  /** Writes what has changed since it was written last. */
  void writeChanges(Parts parts) throws IOException {
    for (GroupId id : changed) {
      AlertGroup group = groups.get(id);
      String name = "group-" + id.digest();
      if (group == null) {
        parts.forget(name);
      } else {
        parts.keep(
            name,
            out -> {
              out.writeByte(partKind);
              group.write(out);
            });
      }
    }
    changed.clear();
  }

  /** Reads a part behind its kind; {@link #restored} when all are read. */
  void readPart(DataInput in) throws IOException {
    AlertGroup group = AlertGroup.read(in);
    groups.put(group.id(), group);
  }

  /**
   * All parts are read.
   *
   * @param firing all alerts that fire, by fingerprint
   */
  void restored(Map<Long, NotifiedAlert> firing) {
    for (AlertGroup group : groups.values()) {
      group.resolve(firing);
      group.members().forEach(fingerprint -> index(group, fingerprint));
      schedule(group);
    }
  }
}
