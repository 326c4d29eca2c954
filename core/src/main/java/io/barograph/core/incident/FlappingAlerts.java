package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts that flap: one that begins and ends too often is an incident of its own, which takes its
 * beginnings until it has stopped. Not thread-safe.
 */
final class FlappingAlerts {
  private final int transitions;
  private final FlapRings rings;
  private final IncidentBook book;

  /** By fingerprint, those that are open. */
  private final Map<String, OpenIncident> incidents = new TreeMap<>();

  /**
   * Nothing came yet.
   *
   * @param book takes what is found
   */
  FlappingAlerts(CorrelationPolicy policy, IncidentBook book) {
    this.transitions = policy.flapTransitions();
    this.rings = new FlapRings(policy);
    this.book = book;
  }

  /**
   * Takes a beginning or an end.
   *
   * @return false if it was told before
   */
  boolean add(AlertSignal toggle) {
    return rings.add(toggle);
  }

  /** Lets the incident of an alert that flaps already take its toggle; false if there is none. */
  boolean goesOn(AlertSignal toggle) {
    OpenIncident incident = incidents.get(toggle.fingerprint());
    if (incident == null) {
      return false;
    }
    incident.last = Math.max(incident.last, toggle.time());
    if (toggle.isFiring()) {
      join(incident, toggle);
    }
    return true;
  }

  /**
   * Opens an incident of an alert that toggles, unless too much of it is part of a storm, or of
   * what goes on on several services.
   *
   * @param toggle its newest, which was taken
   * @param since how old the newest alert of its service may be for it to go on from that
   * @return whether it flaps
   */
  boolean begins(AlertSignal toggle, long since) {
    List<AlertSignal> beginnings = rings.flaps(toggle.fingerprint());
    if (beginnings.isEmpty() || book.goesOn(toggle, since)) {
      return false;
    }
    List<AlertSignal> own = new ArrayList<>(beginnings);
    own.removeIf(this::isPartOfMore);
    if (2 * own.size() < transitions) {
      return false;
    }
    OpenIncident incident =
        book.open(IncidentKind.FLAPPING, toggle.service(), own.get(0).id(), toggle.time());
    incidents.put(toggle.fingerprint(), incident);
    own.forEach(one -> join(incident, one));
    return true;
  }

  private boolean isPartOfMore(AlertSignal alert) {
    return book.isInStorm(alert) || (book.isHeld(alert) && book.holder(alert).isWide());
  }

  private void join(OpenIncident incident, AlertSignal beginning) {
    book.join(incident, new Incident.Member(beginning, JoinReason.TOGGLES, "", 1));
  }

  /** An incident is closed, be it of an alert that flaps or not. */
  void closed(OpenIncident incident) {
    incidents.values().remove(incident);
  }

  /** Forgets the incidents; how alerts toggled of late is still known. */
  void forgetIncidents() {
    incidents.clear();
  }

  /** Forgets what has not toggled of late. */
  void advance(long now) {
    rings.advance(now);
  }

  /** True if nothing has toggled of late. */
  boolean isQuiet() {
    return rings.isEmpty();
  }

  /** Writes how alerts toggled of late. */
  void writeToggles(DataOutput out) throws IOException {
    rings.write(out);
  }

  /** Reads into a new one what {@link #writeToggles} wrote. */
  void readToggles(DataInput in) throws IOException {
    rings.read(in);
  }

  /** Writes which incidents are whose. */
  void writeIncidents(DataOutput out) throws IOException {
    out.writeInt(incidents.size());
    for (Map.Entry<String, OpenIncident> one : incidents.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeUTF(one.getValue().id);
    }
  }

  /** Reads into a new one what {@link #writeIncidents} wrote, behind the book. */
  void readIncidents(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      incidents.put(in.readUTF(), book.find(in.readUTF()));
    }
  }
}
