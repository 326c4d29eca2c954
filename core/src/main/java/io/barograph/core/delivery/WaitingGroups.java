package io.barograph.core.delivery;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The notifications that wait for one channel: by group, in the order in which groups began to
 * wait. Not thread-safe.
 */
final class WaitingGroups {
  private final Map<String, ArrayDeque<Pending>> queues = new LinkedHashMap<>();

  void add(Pending pending) {
    queues
        .computeIfAbsent(pending.notification().groupKey(), any -> new ArrayDeque<>())
        .addLast(pending);
  }

  /** The queue of each group. */
  Map<String, ArrayDeque<Pending>> queues() {
    return queues;
  }

  /** The queue of a group that waits. */
  ArrayDeque<Pending> of(String group) {
    return queues.get(group);
  }

  /** The keys of the groups, as they are now. */
  List<String> groups() {
    return List.copyOf(queues.keySet());
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  Stream<Pending> all() {
    return queues.values().stream().flatMap(ArrayDeque::stream);
  }

  /** Takes the first of a group out, up to so many. */
  List<Pending> removeHeads(String group, int most) {
    List<Pending> heads = new ArrayList<>();
    while (heads.size() < most && !of(group).isEmpty()) {
      heads.add(of(group).removeFirst());
    }
    return heads;
  }

  /** Puts what was taken out back before all else of the group. */
  void putBack(String group, List<Pending> heads, UnaryOperator<Pending> as) {
    for (int i = heads.size() - 1; i >= 0; i--) {
      of(group).addFirst(as.apply(heads.get(i)));
    }
  }

  /** Each waits as something else from now on. */
  void replaceAll(UnaryOperator<Pending> as) {
    queues
        .values()
        .forEach(
            queue -> {
              List<Pending> all = List.copyOf(queue);
              queue.clear();
              all.forEach(pending -> queue.addLast(as.apply(pending)));
            });
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(queues.size());
    for (ArrayDeque<Pending> queue : queues.values()) {
      out.writeInt(queue.size());
      for (Pending pending : queue) {
        pending.write(out);
      }
    }
  }

  void read(DataInput in) throws IOException {
    for (int groups = in.readInt(); groups > 0; groups--) {
      for (int count = in.readInt(); count > 0; count--) {
        add(Pending.read(in));
      }
    }
  }
}
