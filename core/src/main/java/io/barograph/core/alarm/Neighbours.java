package io.barograph.core.alarm;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which devices are near each other by the links between them. */
public final class Neighbours {
  private final Map<String, Set<String>> links = new HashMap<>();
  private final Map<String, Set<String>> near = new HashMap<>();
  private final int hops;

  /**
   * Of a network.
   *
   * @param links pairs of devices that are linked, in either direction
   * @param hops how many links apart near is, >= 0
   */
  public Neighbours(Collection<List<String>> links, int hops) {
    this.hops = hops;
    for (List<String> link : links) {
      this.links.computeIfAbsent(link.get(0), any -> new TreeSet<>()).add(link.get(1));
      this.links.computeIfAbsent(link.get(1), any -> new TreeSet<>()).add(link.get(0));
    }
  }

  /** The device and all near it, by name. */
  Set<String> near(String device) {
    return near.computeIfAbsent(device, this::reach);
  }

  private Set<String> reach(String device) {
    Set<String> seen = new TreeSet<>(Set.of(device));
    Set<String> edge = Set.of(device);
    for (int hop = 0; hop < hops; hop++) {
      Set<String> next = new TreeSet<>();
      for (String at : edge) {
        next.addAll(links.getOrDefault(at, Set.of()));
      }
      next.removeAll(seen);
      seen.addAll(next);
      edge = next;
    }
    return seen;
  }
}
