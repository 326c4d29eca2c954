package io.barograph.jobs.example;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells an id that was seen before from a new one. Remembers the last ones, so many as is said. */
final class SeenIds {
  private final Map<String, Boolean> seen;

  SeenIds(int most) {
    this.seen =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /** True the first time that an id comes. */
  boolean isNews(String id) {
    return seen.put(id, true) == null;
  }
}
