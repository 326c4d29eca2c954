package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.internal.InternalListState;

/**
 * The elements that wait for the ticks of their partitions: in memory, so that most of them come
 * and go without touching state, and in keyed state from the first checkpoint on that they live to
 * see. Not thread-safe.
 */
final class WaitingElements {
  private final InternalListState<Labels, Long, LeafElement> state;
  private final Consumer<Labels> keyed;
  private final Map<Labels, OfPartition> partitions = new HashMap<>();

  /**
   * None yet, but for what is in the state.
   *
   * @param state a list for each instant, below the key of the partition
   * @param keyed sets the key that the state is for
   */
  WaitingElements(InternalListState<Labels, Long, LeafElement> state, Consumer<Labels> keyed) {
    this.state = state;
    this.keyed = keyed;
  }

  /** The partition of that key; null if {@link #add} has not been called for it. */
  OfPartition get(Labels key) {
    return partitions.get(key);
  }

  /**
   * Begins with a partition.
   *
   * @param newestInState no element that is in the state is newer
   */
  OfPartition add(Labels key, PartitionedRule rule, long newestInState) {
    OfPartition partition = new OfPartition(rule, RulePiece.partition(key), newestInState);
    partitions.put(key, partition);
    return partition;
  }

  /** Forgets a partition for which no element waits. */
  void remove(Labels key) {
    partitions.remove(key);
  }

  /** Drops what is in the state for an instant of the partition whose key is set. */
  void dropWritten(long instant) {
    state.setCurrentNamespace(instant);
    state.clear();
  }

  /** Moves everything from memory to the state. */
  void write() throws Exception {
    for (Map.Entry<Labels, OfPartition> entry : partitions.entrySet()) {
      OfPartition partition = entry.getValue();
      if (!partition.byInstant.isEmpty()) {
        keyed.accept(entry.getKey());
        partition.write();
      }
    }
  }

  /** What waits for one partition, whose key must be set but for {@link #add}. */
  final class OfPartition {
    final PartitionedRule rule;

    /** The values of the partition labels. */
    final Labels labels;

    private final Map<Long, List<LeafElement>> byInstant = new HashMap<>();
    private long newestInState;
    private long newest;
    private long timer = Long.MIN_VALUE;

    private OfPartition(PartitionedRule rule, Labels labels, long newestInState) {
      this.rule = rule;
      this.labels = labels;
      this.newestInState = newestInState;
      this.newest = newestInState;
    }

    /** Takes an element; true if it is of a later instant than all before. */
    boolean add(LeafElement element) {
      byInstant.computeIfAbsent(element.tick(), any -> new ArrayList<>()).add(element);
      boolean isNewest = element.tick() > newest;
      newest = Math.max(newest, element.tick());
      return isNewest;
    }

    /** True if {@code tick} is another than at the last call: it may need a timer. */
    boolean isOtherTimer(long tick) {
      boolean isOther = tick != timer;
      timer = tick;
      return isOther;
    }

    /** The elements of some instants. */
    List<LeafElement> at(Iterable<Long> instants) throws Exception {
      List<LeafElement> all = new ArrayList<>();
      for (long instant : instants) {
        if (instant <= newestInState) {
          state.setCurrentNamespace(instant);
          Iterable<LeafElement> written = state.get();
          if (written != null) {
            written.forEach(all::add);
          }
        }
        all.addAll(byInstant.getOrDefault(instant, List.of()));
      }
      return all;
    }

    /** Drops the elements of some instants. */
    void drop(Iterable<Long> instants) {
      for (long instant : instants) {
        if (instant <= newestInState) {
          dropWritten(instant);
        }
        byInstant.remove(instant);
      }
    }

    private void write() throws Exception {
      Iterator<Map.Entry<Long, List<LeafElement>>> all = byInstant.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Long, List<LeafElement>> elements = all.next();
        state.setCurrentNamespace(elements.getKey());
        state.addAll(elements.getValue());
        newestInState = Math.max(newestInState, elements.getKey());
        all.remove();
      }
    }
  }
}
