package io.barograph.ml.failure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of each unit; of the units beyond a bound the one that was silent longest is
 * forgotten, and begins anew if it comes back. Not thread-safe.
 */
final class RecentUnits<T> extends LinkedHashMap<String, T> {
  private static final long serialVersionUID = 1;

  /** How many units are kept. */
  static final int MOST = 10_000;

  RecentUnits() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
    return size() > MOST;
  }
}
