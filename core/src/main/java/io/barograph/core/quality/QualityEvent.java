package io.barograph.core.quality;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Owner;
import io.barograph.core.incident.Incident;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Something that the quality of alerts is counted by.
 *
 * @param rule the rule that it is of, {@code pack/group/rule}; {@link #ALL_RULES} if of all
 * @param kind what happened
 * @param time when, in milliseconds since the epoch
 * @param alert the fingerprint of the alert, or the id of the incident
 * @param lasted of {@link Kind#ENDED} how long the alert fired, in milliseconds; else 0
 */
public record QualityEvent(String rule, Kind kind, long time, String alert, long lasted) {
  /** What stands for all rules together. */
  public static final String ALL_RULES = "";

  /** In the order in which they are counted. */
  public static final Comparator<QualityEvent> ORDER =
      Comparator.comparingLong(QualityEvent::time)
          .thenComparing(QualityEvent::alert)
          .thenComparing(QualityEvent::kind);

  /** What happened. */
  public enum Kind {
    /** An alert fired. */
    FIRED,
    /** An alert that had fired was told again. */
    REPEATED,
    /** An alert that had fired is over. */
    ENDED,
    /** An incident began. */
    INCIDENT
  }

  public QualityEvent {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(alert, "alert");
  }

  /**
   * What a transition of an alert is to its rule and to all rules; nothing if it has not fired. An
   * alert of several rules is the first one's.
   */
  public static List<QualityEvent> of(Alert alert) {
    List<QualityEvent> events = new ArrayList<>();
    if (!alert.state().hasFired() || alert.owners().isEmpty()) {
      return events;
    }
    Owner owner = alert.owners().get(0);
    String rule = owner.pack() + '/' + owner.group() + '/' + owner.rule();
    AlertStatus status = alert.state().status();
    if (status == AlertStatus.RESOLVED) {
      long lasted = Math.max(0, alert.state().endedAt() - alert.state().firedAt());
      events.add(event(rule, Kind.ENDED, alert, lasted));
    } else if (status == AlertStatus.FIRING) {
      boolean isFirst =
          alert.state().firedAt() == alert.updatedAt()
              && alert.reason() != AlertReason.DATA_RETURNED;
      events.add(event(rule, isFirst ? Kind.FIRED : Kind.REPEATED, alert, 0));
      if (isFirst) {
        events.add(event(ALL_RULES, Kind.FIRED, alert, 0));
      }
    }
    return events;
  }

  private static QualityEvent event(String rule, Kind kind, Alert alert, long lasted) {
    return new QualityEvent(rule, kind, alert.updatedAt(), alert.fingerprint(), lasted);
  }

  /** What a version of an incident is to all rules: something if it is the first. */
  public static List<QualityEvent> of(Incident incident) {
    return incident.version() == 1
        ? List.of(new QualityEvent(ALL_RULES, Kind.INCIDENT, incident.openedAt(), incident.id(), 0))
        : List.of();
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(rule);
    out.writeByte(kind.ordinal());
    out.writeLong(time);
    out.writeUTF(alert);
    out.writeLong(lasted);
  }

  /** Reads what {@link #write} wrote. */
  public static QualityEvent read(DataInput in) throws IOException {
    return new QualityEvent(
        in.readUTF(), Kind.values()[in.readByte()], in.readLong(), in.readUTF(), in.readLong());
  }
}
