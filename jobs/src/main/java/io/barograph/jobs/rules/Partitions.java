package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.internal.InternalListState;

/**
 * The partitions of a level of the group stage: what each remembers, and the elements that wait for
 * its ticks.
 *
 * <p>Both are in memory and written to keyed state at checkpoints. Most elements, and partitions
 * without an alert, come and go between two of them without touching state. Elements that live to
 * see a checkpoint are in the state alone from then on. Not thread-safe.
 */
final class Partitions {
  private final ValueState<PartitionState> states;
  private final InternalListState<Labels, Long, LeafElement> elements;
  private final Consumer<Labels> keyed;
  private final Map<Labels, One> live = new HashMap<>();

  /**
   * None in memory yet.
   *
   * @param states what each partition remembers
   * @param elements a list for each instant of a partition
   * @param keyed sets the key that the state is for: that of a partition
   */
  Partitions(
      ValueState<PartitionState> states,
      InternalListState<Labels, Long, LeafElement> elements,
      Consumer<Labels> keyed) {
    this.states = states;
    this.elements = elements;
    this.keyed = keyed;
  }

  /** The partition of that key if it is in memory; null otherwise. */
  One get(Labels key) {
    return live.get(key);
  }

  /**
   * Brings a partition into memory, whether it is new or in the state.
   *
   * @param rule what is evaluated in it; null if that is gone
   */
  One begin(Labels key, PartitionedRule rule) throws Exception {
    keyed.accept(key);
    One one = new One(rule, key, states.value());
    live.put(key, one);
    return one;
  }

  /** All that are in memory. */
  List<One> all() {
    return List.copyOf(live.values());
  }

  /** Forgets a partition that is over, whose key must be set. */
  void forget(One one) {
    live.remove(one.key);
    one.state = PartitionState.first(one.state.ruleKey()); // it is due no more
    if (one.isWritten) {
      states.clear();
    }
  }

  /** Writes what has changed since the last checkpoint. */
  void write() throws Exception {
    for (Map.Entry<Labels, One> entry : live.entrySet()) {
      One one = entry.getValue();
      if (one.isChanged || !one.waiting.isEmpty()) {
        keyed.accept(entry.getKey());
        one.write();
      }
    }
  }

  /** Drops the elements that wait for an instant in the state. */
  void dropElements(Labels key, long instant) {
    keyed.accept(key);
    dropWritten(instant);
  }

  private void dropWritten(long instant) {
    elements.setCurrentNamespace(instant);
    elements.clear();
  }

  /**
   * A partition in memory. What looks at instants needs its key to be set, as {@link #select} does.
   */
  final class One {
    /** What is evaluated in it; null if that is gone. */
    PartitionedRule rule;

    /** The values of the partition labels and the name of the piece. */
    final Labels key;

    /** The values of the partition labels. */
    final Labels labels;

    private final Map<Long, List<LeafElement>> waiting = new HashMap<>();
    private PartitionState state;
    private boolean isWritten;
    private boolean isChanged;

    /** No element in the state is newer. */
    private long newestWritten;

    private One(PartitionedRule rule, Labels key, PartitionState written) {
      this.rule = rule;
      this.key = key;
      this.labels = RulePiece.partition(key);
      this.isWritten = written != null;
      this.state = isWritten ? written : PartitionState.first(rule.ruleKey());
      this.newestWritten = state.newestElement();
    }

    /** The name of the piece. */
    String name() {
      return RulePiece.name(key);
    }

    /** Sets the key that the state is for: its own. */
    void select() {
      keyed.accept(key);
    }

    /** What it remembers. */
    PartitionState state() {
      return state;
    }

    void update(PartitionState next) {
      state = next;
      isChanged = true;
    }

    /** How many elements wait in memory. */
    int waitingElements() {
      return waiting.values().stream().mapToInt(List::size).sum();
    }

    /** Takes an element. */
    void add(LeafElement element) {
      waiting.computeIfAbsent(element.tick(), any -> new ArrayList<>()).add(element);
      if (element.tick() > state.newestElement()) {
        update(state.withElement(element.tick()));
      }
    }

    /** The elements of some instants. */
    List<LeafElement> at(Iterable<Long> instants) throws Exception {
      List<LeafElement> all = new ArrayList<>();
      for (long instant : instants) {
        if (instant <= newestWritten) {
          elements.setCurrentNamespace(instant);
          Iterable<LeafElement> written = elements.get();
          if (written != null) {
            written.forEach(all::add);
          }
        }
        all.addAll(waiting.getOrDefault(instant, List.of()));
      }
      return all;
    }

    /** Drops the elements of some instants. */
    void drop(Iterable<Long> instants) {
      for (long instant : instants) {
        if (instant <= newestWritten) {
          dropWritten(instant);
        }
        waiting.remove(instant);
      }
    }

    private void write() throws Exception {
      if (isChanged) {
        states.update(state);
        isWritten = true;
        isChanged = false;
      }
      Iterator<Map.Entry<Long, List<LeafElement>>> all = waiting.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Long, List<LeafElement>> some = all.next();
        elements.setCurrentNamespace(some.getKey());
        elements.addAll(some.getValue());
        newestWritten = Math.max(newestWritten, some.getKey());
        all.remove();
      }
    }
  }
}
