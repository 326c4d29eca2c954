package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The storm that an environment is in: as long as there is one, all that begins is part of it, and
 * no cause is searched for. Not thread-safe.
 */
final class AlertStorm {
  /** What explains so much of a storm is its cause. */
  private static final double MOST_OF_A_STORM = 0.9;

  private final CorrelationPolicy policy;
  private final StormWatch watch;
  private final IncidentBook book;
  private final AlertExplainer explainer;
  private final IncidentRevision revision;

  /** Null if there is none. */
  private OpenIncident incident;

  /**
   * Nothing came yet.
   *
   * @param book takes the storm
   * @param explainer explains it when it is over
   * @param revision takes what explains it
   */
  AlertStorm(
      CorrelationPolicy policy,
      IncidentBook book,
      AlertExplainer explainer,
      IncidentRevision revision) {
    this.policy = policy;
    this.watch = new StormWatch(policy);
    this.book = book;
    this.explainer = explainer;
    this.revision = revision;
  }

  /** Counts an alert that began, whatever it is part of. */
  void count(AlertSignal alert) {
    watch.add(alert);
  }

  boolean isOn() {
    return incident != null;
  }

  /** True if an incident is the storm that goes on. */
  boolean is(OpenIncident other) {
    return incident == other;
  }

  /** True if a storm is a better explanation than what was found. */
  boolean explainsBetter(Explanation found, long now) {
    return watch.isStorm(now, found);
  }

  /**
   * Opens the storm, of what came of late.
   *
   * @param active what is not over, in order
   */
  void begin(List<AlertSignal> active, long now) {
    incident = book.open(IncidentKind.STORM, "", active.get(active.size() - 1).id(), now);
    long since = now - policy.stormWindow().toMillis();
    for (AlertSignal alert : active) {
      OpenIncident before = book.holder(alert);
      if (alert.time() >= since || (before != null && before.last >= since)) {
        join(alert);
      }
    }
  }

  /** Takes an alert into the storm that goes on. */
  void join(AlertSignal alert) {
    book.join(incident, new Incident.Member(alert, JoinReason.IN_STORM, "", 1));
  }

  /** Ends the storm if no more comes: now that all of it is there, one cause may explain it. */
  void endIfOver(long now) {
    if (incident == null || watch.goesOn(now, incident)) {
      return;
    }
    List<AlertSignal> alerts = incident.alerts();
    List<Hypothesis> causes = explainer.explain(alerts, now).causes();
    int most = causes.stream().mapToInt(cause -> cause.joined().size()).max().orElse(0);
    if (most >= MOST_OF_A_STORM * alerts.size()) {
      book.become(incident, IncidentKind.CASCADE, "");
      incident.last = now - policy.window().toMillis();
      revision.follow(causes, now);
    }
    incident = null;
  }

  /** Forgets the storm; what came of late is still counted. */
  void forgetIncident() {
    incident = null;
  }

  /** Forgets what came too long ago to count. */
  void advance(long now) {
    watch.advance(now);
  }

  /** True if nothing came of late. */
  boolean isQuiet() {
    return watch.isQuiet();
  }

  /** Writes what was counted. */
  void writeCounts(DataOutput out) throws IOException {
    watch.write(out);
  }

  /** Reads into a new one what {@link #writeCounts} wrote. */
  void readCounts(DataInput in) throws IOException {
    watch.read(in);
  }

  /** Writes which incident is the storm. */
  void writeIncident(DataOutput out) throws IOException {
    out.writeUTF(incident == null ? "" : incident.id);
  }

  /** Reads into a new one what {@link #writeIncident} wrote, behind the book. */
  void readIncident(DataInput in) throws IOException {
    incident = book.find(in.readUTF());
  }
}
