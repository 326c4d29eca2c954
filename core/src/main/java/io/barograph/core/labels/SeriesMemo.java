package io.barograph.core.labels;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is found of a series, found once for each: selectors and texts cost more than the rest of a
 * sample. Bounded; not thread-safe.
 *
 * @param <V> what is found
 */
public final class SeriesMemo<V> {
  private final int most;
  private final Function<Labels, V> finding;
  private final Map<Labels, V> found = new HashMap<>();

  /**
   * A memo in which nothing is known.
   *
   * @param most so many series are known again; with one more, all are found anew
   * @param finding gives the same for the same series, and never null
   */
  public SeriesMemo(int most, Function<Labels, V> finding) {
    this.most = most;
    this.finding = finding;
  }

  /** What is found of a series. */
  public V of(Labels series) {
    V known = found.get(series);
    if (known == null) {
      if (found.size() >= most) {
        found.clear();
      }
      known = finding.apply(series);
      found.put(series, known);
    }
    return known;
  }
}
