package io.barograph.core.notify;

import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The storms of all receivers. Not thread-safe. */
final class Storms {
  private final StormPolicy policy;
  private final byte partKind;
  private final Map<String, ReceiverStorm> receivers = new TreeMap<>();
  private final SortedSet<String> changed = new TreeSet<>();

  /**
   * Nobody has a storm.
   *
   * @param partKind what each part begins with
   */
  Storms(StormPolicy policy, byte partKind) {
    this.policy = policy;
    this.partKind = partKind;
  }

  /** True if a receiver can have one. */
  boolean concern(String receiver) {
    return policy.concerns(receiver);
  }

  /**
   * Takes an alert that begins to fire, and of which a receiver is to be told.
   *
   * @param groups in which it is to be told, at least one
   * @return whether a storm begins with it
   */
  boolean add(String receiver, Collection<GroupId> groups, long now) {
    changed.add(receiver);
    return receivers
        .computeIfAbsent(receiver, any -> new ReceiverStorm(policy))
        .add(groups.stream().map(GroupId::digest).toList(), now);
  }

  /** The group in which a receiver is told of what fires now; empty if it has no storm. */
  Optional<GroupId> groupOf(String receiver, long now) {
    ReceiverStorm storm = policy.concerns(receiver) ? receivers.get(receiver) : null;
    if (storm == null || !storm.isOn()) {
      return Optional.empty();
    }
    OptionalLong since = storm.since(now);
    if (since.isEmpty()) {
      changed.add(receiver);
      return Optional.empty();
    }
    return Optional.of(GroupId.ofStorm(receiver, since.getAsLong()));
  }

  /** True if the storm of a group has not ended. */
  boolean lasts(GroupId group, long now) {
    return groupOf(group.receiver(), now).filter(group::equals).isPresent();
  }

  /** How many receivers have one. */
  int count(long now) {
    return (int)
        receivers.keySet().stream().filter(receiver -> groupOf(receiver, now).isPresent()).count();
  }

  /** Writes what has changed since it was written last. */
  void writeChanges(Parts parts, long now) throws IOException {
    for (Iterator<Map.Entry<String, ReceiverStorm>> all = receivers.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, ReceiverStorm> one = all.next();
      String receiver = one.getKey();
      if (one.getValue().isSpent(now)) {
        all.remove();
        parts.forget(partOf(receiver));
      } else if (changed.contains(receiver)) {
        parts.keep(
            partOf(receiver),
            out -> {
              out.writeByte(partKind);
              Texts.write(receiver, out);
              one.getValue().write(out);
            });
      }
    }
    changed.clear();
  }

  private static String partOf(String receiver) {
    return "storm-" + Fingerprint.toHex(Labels.of("receiver", receiver).fingerprint());
  }

  /** Reads a part behind its kind. */
  void readPart(DataInput in) throws IOException {
    ReceiverStorm storm = new ReceiverStorm(policy);
    receivers.put(Texts.read(in), storm);
    storm.read(in);
  }
}
