package io.barograph.core.notify;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.CommandAudit;
import io.barograph.core.bytes.Texts;
import io.barograph.core.command.Command;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.core.route.SilenceAnswer;
import io.barograph.core.route.SilenceBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What people ordered, as far as it holds: silences, and words on alerts. Not thread-safe. */
final class Orders implements Mutes {
  private SilenceBook silences = new SilenceBook();
  private final Set<String> acknowledged = new TreeSet<>();

  /** Alerts that somebody declared to be over, though they fire. */
  private final Set<String> resolved = new TreeSet<>();

  /**
   * Takes what somebody orders of silences.
   *
   * @param firing the alerts that fire
   */
  AuditOutcome takeOfSilence(Command command, Collection<NotifiedAlert> firing) {
    SilenceAnswer answer = command.applyTo(silences).orElseThrow();
    long alerts =
        answer.silence().stream()
            .flatMap(silence -> firing.stream().filter(one -> silence.matches(one.labels())))
            .count();
    return CommandAudit.outcome(command, answer, alerts);
  }

  /** Takes what somebody orders of an alert that fires. */
  AuditOutcome takeOfAlert(Command command, NotifiedAlert alert) {
    String name = alert.labels().get("alertname");
    if (command.kind() == Command.Kind.RESOLVE) {
      resolved.add(command.subject());
      return AuditOutcome.of(AuditCode.DECLARED_OVER, name);
    }
    return AuditOutcome.of(
        acknowledged.add(command.subject()) ? AuditCode.ACKNOWLEDGED : AuditCode.WAS_ACKNOWLEDGED,
        name);
  }

  /** True if somebody declared an alert to be over. */
  boolean haveResolved(String alertId) {
    return resolved.contains(alertId);
  }

  /** True if somebody takes care of every one of these alerts. */
  boolean acknowledge(Collection<NotifiedAlert> alerts) {
    return alerts.stream().allMatch(alert -> acknowledged.contains(alert.alertId()));
  }

  /**
   * An alert has ended: what was ordered of it need not be remembered any more.
   *
   * @return whether anything was
   */
  boolean isOver(String alertId) {
    boolean wasAcknowledged = acknowledged.remove(alertId);
    return resolved.remove(alertId) || wasAcknowledged;
  }

  @Override
  public Optional<Mute> of(Labels alert, Route route, long now) {
    List<String> ids = silences.silencedBy(alert, now);
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mute(Mute.Kind.SILENCED, String.join(", ", ids)));
  }

  void write(DataOutput out) throws IOException {
    silences.write(out);
    write(acknowledged, out);
    write(resolved, out);
  }

  private static void write(Set<String> alerts, DataOutput out) throws IOException {
    out.writeInt(alerts.size());
    for (String alert : alerts) {
      Texts.write(alert, out);
    }
  }

  void read(DataInput in) throws IOException {
    readWithoutResolved(in);
    read(resolved, in);
  }

  /** Reads what was written when nobody could declare an alert to be over. */
  void readWithoutResolved(DataInput in) throws IOException {
    silences = SilenceBook.read(in);
    read(acknowledged, in);
  }

  private static void read(Set<String> alerts, DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      alerts.add(Texts.read(in));
    }
  }
}
