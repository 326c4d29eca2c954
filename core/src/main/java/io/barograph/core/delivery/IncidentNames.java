package io.barograph.core.delivery;

import io.barograph.core.bytes.Texts;
import io.barograph.core.incident.Incident;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which incident the alerts of a message belong to, as far as that is known when it is sent. No
 * message waits for it. Not thread-safe.
 *
 * <p>It is bounded: of incidents that have not changed for a week, and of the oldest where there
 * are more than {@link #MAX_INCIDENTS} or {@link #MAX_ALERTS}, nothing is known any more.
 */
public final class IncidentNames {
  /** So many incidents are known. */
  static final int MAX_INCIDENTS = 1_000;

  /** So many alerts of theirs are known, together. */
  static final int MAX_ALERTS = 20_000;

  /** How long an incident is known that does not change, milliseconds of event time. */
  static final long KEPT_MILLIS = 7L * 24 * 3_600_000;

  private static final long GOES_ON = Long.MAX_VALUE;

  /** By id; what has not changed for longest comes first. */
  private final Map<String, Known> incidents = new LinkedHashMap<>();

  /** The incident that last told of an alert, by the alert's fingerprint. */
  private final Map<String, String> incidentOf = new HashMap<>();

  private long newest = Long.MIN_VALUE;

  /**
   * What is known of an incident.
   *
   * @param endedAt when it took its last member, if it takes no more
   * @param alerts when its alerts began, by fingerprint
   */
  private record Known(int version, long updatedAt, long endedAt, Map<String, Long> alerts) {
    static Known of(Incident incident) {
      Map<String, Long> alerts = new TreeMap<>();
      incident
          .members()
          .forEach(
              member ->
                  alerts.merge(member.alert().fingerprint(), member.alert().time(), Math::min));
      long endedAt = incident.isOpen() ? GOES_ON : incident.updatedAt();
      return new Known(incident.version(), incident.updatedAt(), endedAt, alerts);
    }

    boolean has(NotifiedAlert alert) {
      return alert.startsAt() >= alerts.getOrDefault(alert.fingerprint(), GOES_ON)
          && alert.startsAt() <= endedAt;
    }
  }

  /**
   * Takes a version of an incident.
   *
   * @return false if nothing is new, for it is known or older than what is known
   */
  public boolean take(Incident incident) {
    Known before = incidents.get(incident.id());
    if (before != null && before.version >= incident.version()) {
      return false;
    }
    put(incident.id(), Known.of(incident));
    forgetTheOldest();
    return true;
  }

  private void put(String id, Known known) {
    forget(id, incidents.remove(id));
    newest = Math.max(newest, known.updatedAt);
    incidents.put(id, known);
    known.alerts.keySet().forEach(alert -> incidentOf.put(alert, id));
  }

  private void forget(String id, Known known) {
    if (known != null) {
      known.alerts.keySet().forEach(alert -> incidentOf.remove(alert, id));
    }
  }

  private void forgetTheOldest() {
    Iterator<Map.Entry<String, Known>> oldest = incidents.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Known> one = oldest.next();
      boolean isOld = newest - one.getValue().updatedAt > KEPT_MILLIS;
      if (!isOld && incidents.size() <= MAX_INCIDENTS && incidentOf.size() <= MAX_ALERTS) {
        return;
      }
      oldest.remove();
      forget(one.getKey(), one.getValue());
    }
  }

  /**
   * The notification with the id of the incident that most of its alerts belong to, of several the
   * first by id; as it is if none is known.
   */
  public Notification name(Notification notification) {
    if (incidentOf.isEmpty()) {
      return notification; // fingerprints cost a hash of all labels
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (NotifiedAlert alert : notification.alerts()) {
      String id = incidentOf.get(alert.fingerprint());
      if (id != null && incidents.get(id).has(alert)) {
        counts.merge(id, 1, Integer::sum);
      }
    }
    String most = "";
    for (Map.Entry<String, Integer> one : counts.entrySet()) {
      if (most.isEmpty() || one.getValue() > counts.get(most)) {
        most = one.getKey();
      }
    }
    return most.isEmpty() ? notification : notification.withIncident(most);
  }

  /** True if no incident is known. */
  public boolean isEmpty() {
    return incidents.isEmpty();
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(incidents.size());
    for (Map.Entry<String, Known> one : incidents.entrySet()) {
      Texts.write(one.getKey(), out);
      out.writeInt(one.getValue().version);
      out.writeLong(one.getValue().updatedAt);
      out.writeLong(one.getValue().endedAt);
      out.writeInt(one.getValue().alerts.size());
      for (Map.Entry<String, Long> alert : one.getValue().alerts.entrySet()) {
        Texts.write(alert.getKey(), out);
        out.writeLong(alert.getValue());
      }
    }
  }

  /** Reads what {@link #write} wrote; what is known already in that version stays. */
  public void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      String id = Texts.read(in);
      int version = in.readInt();
      long updatedAt = in.readLong();
      long endedAt = in.readLong();
      Map<String, Long> alerts = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        alerts.put(Texts.read(in), in.readLong());
      }
      Known before = incidents.get(id);
      if (before == null || before.version < version) {
        put(id, new Known(version, updatedAt, endedAt, alerts));
      }
    }
    forgetTheOldest();
  }
}
