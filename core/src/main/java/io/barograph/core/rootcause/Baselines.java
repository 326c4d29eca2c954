package io.barograph.core.rootcause;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is usual: the last values of every signal.
 *
 * <p>Bounded by the number of series and the policy's history. Who learns nothing of a window
 * before it was ranked compares with the past alone. Not thread-safe.
 */
public final class Baselines {
  private final int history;
  private final Map<Series, Deque<Measure>> values = new HashMap<>();

  /**
   * Whose values are compared with each other.
   *
   * @param callee empty if it is not an edge
   */
  record Series(Signal signal, String service, String callee) {
    static Series of(Measure measure) {
      return new Series(measure.signal(), measure.service(), measure.callee());
    }

    /** Whether it is a service's own, or of a call that the service makes or takes. */
    boolean isOf(String name) {
      return service.equals(name) || callee.equals(name);
    }
  }

  /** Knows nothing yet. */
  public Baselines(RootCausePolicy policy) {
    this.history = policy.history();
  }

  /** Takes a value as usual; one that is not usable changes nothing. */
  public void learn(Measure measure) {
    if (measure.isUsable()) {
      Deque<Measure> last = values.computeIfAbsent(Series.of(measure), any -> new ArrayDeque<>());
      last.addLast(measure);
      if (last.size() > history) {
        last.removeFirst();
      }
    }
  }

  /** Takes the values of a window as usual, but not those of some series. */
  void learn(Collection<Measure> window, Set<Series> unusual) {
    for (Measure measure : window) {
      if (!unusual.contains(Series.of(measure))) {
        learn(measure);
      }
    }
  }

  /** The past of a series, oldest first; empty if there is none. */
  List<Measure> of(Series series) {
    Deque<Measure> past = values.get(series);
    return past == null ? List.of() : List.copyOf(past);
  }

  /** How many series are known. */
  public int size() {
    return values.size();
  }
}
