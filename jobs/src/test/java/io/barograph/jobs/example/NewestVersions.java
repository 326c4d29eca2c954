package io.barograph.jobs.example;

import java.util.HashMap;
import java.util.Map;

/** Tells a new version of an alert from one that was told before. Remembers every episode. */
public final class NewestVersions {
  private final Map<String, Long> newest = new HashMap<>();

  /**
   * True the first time that the episode {@code id} reaches {@code version}.
   *
   * @param version grows with each transition of the episode
   */
  public boolean isNews(String id, long version) {
    long seen = newest.getOrDefault(id, Long.MIN_VALUE);
    newest.merge(id, version, Math::max);
    return version > seen;
  }
}
