package io.barograph.core.notify;

import io.barograph.core.labels.Fingerprint;
import java.io.DataInput;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The alerts that fire, as they are now, in the order of their fingerprints. Not thread-safe. */
final class FiringAlerts {
  private final byte partKind;
  private final TreeMap<Long, NotifiedAlert> alerts = new TreeMap<>();
  private final SortedSet<Long> changed = new TreeSet<>();

  /**
   * None fires.
   *
   * @param partKind what each part begins with
   */
  FiringAlerts(byte partKind) {
    this.partKind = partKind;
  }

  /**
   * Takes an alert that fires.
   *
   * @return whether it begins to
   */
  boolean add(NotifiedAlert alert) {
    long fingerprint = alert.labels().fingerprint();
    changed.add(fingerprint);
    return alerts.put(fingerprint, alert) == null;
  }

  /** Takes that an alert fires no longer, if it did. */
  void remove(NotifiedAlert alert) {
    long fingerprint = alert.labels().fingerprint();
    changed.add(fingerprint);
    alerts.remove(fingerprint);
  }

  /** The alert of a fingerprint; null if it does not fire. */
  NotifiedAlert get(long fingerprint) {
    return alerts.get(fingerprint);
  }

  /** The alert whose episode has an id; empty if it does not fire. */
  Optional<NotifiedAlert> ofEpisode(String alertId) {
    return alerts.values().stream().filter(alert -> alert.alertId().equals(alertId)).findFirst();
  }

  Collection<NotifiedAlert> all() {
    return Collections.unmodifiableCollection(alerts.values());
  }

  Map<Long, NotifiedAlert> byFingerprint() {
    return Collections.unmodifiableMap(alerts);
  }

  /** Writes what has changed since it was written last. */
  void writeChanges(Parts parts) throws IOException {
    for (long fingerprint : changed) {
      NotifiedAlert alert = alerts.get(fingerprint);
      String name = "alert-" + Fingerprint.toHex(fingerprint);
      if (alert == null) {
        parts.forget(name);
      } else {
        parts.keep(
            name,
            out -> {
              out.writeByte(partKind);
              alert.write(out);
            });
      }
    }
    changed.clear();
  }

  /** Reads a part behind its kind: one alert. */
  NotifiedAlert readPart(DataInput in) throws IOException {
    NotifiedAlert alert = NotifiedAlert.read(in);
    alerts.put(alert.labels().fingerprint(), alert);
    return alert;
  }
}
