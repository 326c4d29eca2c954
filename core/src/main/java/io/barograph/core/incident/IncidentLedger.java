package io.barograph.core.incident;

import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The newest version of each incident, all its members as its decisions tell of them, and whether
 * somebody would have been told of it: as in Alertmanager an incident is told when it has lasted
 * for the group's wait, or when it is over. One that has lost all its alerts before never was. Not
 * thread-safe.
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
   * @param members by the id of each of its alerts, in the order in which they joined, the name of
   *     the reason; not to be changed
   * @param notifications how often somebody would have been told that it began
   */
  public record Entry(Incident incident, Map<String, String> members, int notifications) {}

  /** Takes a version that is newer than those before. */
  public void take(Incident incident) {
    Entry before = entries.get(incident.id());
    boolean wasTold = before != null && isDue(before, incident.updatedAt());
    Map<String, String> members = before == null ? new LinkedHashMap<>() : before.members();
    incident.decisions().forEach(decision -> follow(decision, members));
    entries.put(incident.id(), new Entry(incident, members, wasTold ? 1 : 0));
  }

  private static void follow(Decision decision, Map<String, String> members) {
    if (decision.code() == DecisionCode.ALERT_JOINED) {
      members.put(decision.alert(), decision.parameters().get("reason"));
    } else if (decision.code() == DecisionCode.ALERT_LEFT) {
      members.remove(decision.alert());
    }
  }

  private boolean isDue(Entry entry, long now) {
    Incident incident = entry.incident();
    boolean isThere = incident.memberCount() > 0 || incident.kind() == IncidentKind.HEARTBEAT;
    boolean isTime = !incident.isOpen() || now >= incident.openedAt() + groupWait;
    return entry.notifications() > 0 || (isThere && isTime);
  }

  /** The ids of all alerts of an incident; none if it is not known. */
  public Set<String> members(String incident) {
    Entry entry = entries.get(incident);
    return entry == null ? Set.of() : Collections.unmodifiableSet(entry.members().keySet());
  }

  /** All that somebody would have been told of, in the order in which they were opened. */
  public List<Entry> told() {
    List<Entry> told = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (isDue(entry, Long.MAX_VALUE)) {
        told.add(new Entry(entry.incident(), entry.members(), 1));
      }
    }
    return told;
  }
}
