package io.barograph.jobs.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What is due when: each thing once, at the tick that it says itself.
 *
 * <p>A thing whose tick has changed is entered again; its old entry is passed over. Not
 * thread-safe.
 */
final class Agenda<T> {
  private final TreeMap<Long, List<T>> entries = new TreeMap<>();
  private final ToLongFunction<T> due;

  /**
   * An empty agenda.
   *
   * @param due when a thing is due
   */
  Agenda(ToLongFunction<T> due) {
    this.due = due;
  }

  /** Enters a thing at the tick at which it is due. */
  void enter(T thing) {
    entries.computeIfAbsent(due.applyAsLong(thing), any -> new ArrayList<>()).add(thing);
  }

  /**
   * Takes out the things that are due up to {@code clock}, tick by tick, and does each of them: a
   * thing that is entered again while it is done comes at its new tick.
   */
  void doDue(long clock, Task<T> task) throws Exception {
    while (!entries.isEmpty() && entries.firstKey() <= clock) {
      Map.Entry<Long, List<T>> first = entries.pollFirstEntry();
      for (T thing : first.getValue()) {
        if (due.applyAsLong(thing) == first.getKey()) {
          task.accept(thing);
        }
      }
    }
  }

  /** What is done with a thing that is due, after which it is due no more, or at another tick. */
  interface Task<T> {
    void accept(T thing) throws Exception;
  }
}
