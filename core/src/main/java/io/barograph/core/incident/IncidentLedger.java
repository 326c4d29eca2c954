package io.barograph.core.incident;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest version of each incident, and whether somebody would have been told of it: as in
 * Alertmanager an incident is told when it has lasted for the group's wait, or when it is over. One
 * that has lost all its alerts before never was. Not thread-safe.
 */
public final class IncidentLedger {
  private final long groupWait;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Empty.
   *
   * @param groupWait in milliseconds
   */
  public IncidentLedger(long groupWait) {
    this.groupWait = groupWait;
  }

  /**
   * An incident as it is now.
   *
   * @param notifications how often somebody would have been told that it began
   */
  public record Entry(Incident incident, int notifications) {}

  /** Takes a version that is newer than those before. */
  public void take(Incident incident) {
    Entry before = entries.get(incident.id());
    boolean wasTold = before != null && isDue(before, incident.updatedAt());
    entries.put(incident.id(), new Entry(incident, wasTold ? 1 : 0));
  }

  private boolean isDue(Entry entry, long now) {
    Incident incident = entry.incident();
    boolean isThere = !incident.members().isEmpty() || incident.kind() == IncidentKind.HEARTBEAT;
    boolean isTime = !incident.isOpen() || now >= incident.openedAt() + groupWait;
    return entry.notifications() > 0 || (isThere && isTime);
  }

  /** All that somebody would have been told of, in the order in which they were opened. */
  public List<Entry> told() {
    List<Entry> told = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (isDue(entry, Long.MAX_VALUE)) {
        told.add(new Entry(entry.incident(), 1));
      }
    }
    return told;
  }
}
