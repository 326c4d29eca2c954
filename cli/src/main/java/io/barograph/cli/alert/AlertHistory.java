package io.barograph.cli.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of alerts seen so far, oldest first, each once: a version that is not newer than
 * what was seen of its id is dropped, as every reader of the alert topics has to. Safe for use by
 * several threads.
 */
public final class AlertHistory {
  private final Map<String, Long> newest = new HashMap<>();
  private final List<AlertEvent> events = new ArrayList<>();

  /** Takes note of {@code event}; false if it is not news. */
  public synchronized boolean add(AlertEvent event) {
    Long seen = newest.get(event.id());
    if (seen != null && event.version() <= seen) {
      return false;
    }
    newest.put(event.id(), event.version());
    events.add(event);
    return true;
  }

  /** All versions in the order of their arrival. */
  public synchronized List<AlertEvent> events() {
    return List.copyOf(events);
  }
}
