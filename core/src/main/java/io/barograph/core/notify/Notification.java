package io.barograph.core.notify;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one receiver is told about one group of alerts at one time: the content of Alertmanager's
 * webhook of version 4, and what came of it here.
 *
 * @param id the same whenever the same is told, so that a receiver can drop a repetition
 * @param receiver the name of the receiver
 * @param groupKey the route and the labels of the group, as Alertmanager writes them
 * @param groupLabels what all alerts of the group have in common by {@code group_by}
 * @param routeLabels the labels of the route
 * @param reason why it is told now
 * @param alerts the alerts, in Alertmanager's order: by job, instance, labels; never empty
 * @param truncatedAlerts how many more there are that are not in {@code alerts}
 * @param incident the id of the incident that most of the alerts belong to, or the empty text if
 *     they belong to none or it is not known yet: routing does not know it, delivery may
 * @param at when it was decided, milliseconds of event time
 */
public record Notification(
    String id,
    String receiver,
    String groupKey,
    Labels groupLabels,
    Labels routeLabels,
    NotifyReason reason,
    List<NotifiedAlert> alerts,
    int truncatedAlerts,
    String incident,
    long at) {
  /** The most alerts that one notification names; the rest is counted. */
  public static final int MAX_ALERTS = 500;

  /** Checks that there is something to tell. */
  public Notification {
    if (alerts.isEmpty()) {
      throw new IllegalArgumentException("a notification tells at least one alert");
    }
    alerts = List.copyOf(alerts);
  }

  /** True if any of its alerts fires. */
  public boolean isFiring() {
    return alerts.stream().anyMatch(NotifiedAlert::isFiring);
  }

  /** {@code firing} if any of its alerts does, else {@code resolved}. */
  public String status() {
    return isFiring() ? "firing" : "resolved";
  }

  /** True if it tells of a storm: of alerts of many groups at once. */
  public boolean isStorm() {
    return GroupId.isStorm(groupKey);
  }

  /** The alerts that fire, in order. */
  public List<NotifiedAlert> firing() {
    return alerts.stream().filter(NotifiedAlert::isFiring).toList();
  }

  /** The alerts that have ended, in order. */
  public List<NotifiedAlert> resolved() {
    return alerts.stream().filter(alert -> !alert.isFiring()).toList();
  }

  /** The same of some of its alerts alone. */
  public Notification withAlerts(List<NotifiedAlert> some) {
    return changed(id, receiver, reason, some, incident);
  }

  /** The same under another id: a message of its own. */
  public Notification withId(String other) {
    return changed(other, receiver, reason, alerts, incident);
  }

  /** The same, whose alerts belong to an incident. */
  public Notification withIncident(String other) {
    return changed(id, receiver, reason, alerts, other);
  }

  /** True if it tells that all alerts of its group have ended, those that it does not name too. */
  public boolean endsMore() {
    return reason == NotifyReason.ALL_RESOLVED && truncatedAlerts > 0;
  }

  /**
   * The same for another receiver, who is told because this one could not be. What ends alerts that
   * it does not name says so there too.
   */
  public Notification divertedTo(String other) {
    return changed(id, other, endsMore() ? reason : NotifyReason.DIVERTED, alerts, incident);
  }

  private Notification changed(
      String newId,
      String toldReceiver,
      NotifyReason why,
      List<NotifiedAlert> told,
      String ofIncident) {
    return new Notification(
        newId,
        toldReceiver,
        groupKey,
        groupLabels,
        routeLabels,
        why,
        told,
        truncatedAlerts,
        ofIncident,
        at);
  }

  /** The labels that all its alerts have with one value. */
  public SortedMap<String, String> commonLabels() {
    return common(alert -> alert.labels().toMap());
  }

  /** The annotations that all its alerts have with one value. */
  public SortedMap<String, String> commonAnnotations() {
    return common(NotifiedAlert::annotations);
  }

  private SortedMap<String, String> common(Function<NotifiedAlert, SortedMap<String, String>> of) {
    SortedMap<String, String> common = new TreeMap<>(of.apply(alerts.get(0)));
    for (NotifiedAlert alert : alerts) {
      common.entrySet().retainAll(of.apply(alert).entrySet());
    }
    return common;
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    Texts.write(id, out);
    Texts.write(receiver, out);
    Texts.write(groupKey, out);
    LabelsBytes.write(groupLabels, out);
    LabelsBytes.write(routeLabels, out);
    Texts.write(reason.name(), out);
    out.writeInt(alerts.size());
    for (NotifiedAlert alert : alerts) {
      alert.write(out);
    }
    out.writeInt(truncatedAlerts);
    Texts.write(incident, out);
    out.writeLong(at);
  }

  /** Reads what {@link #write} wrote. */
  public static Notification read(DataInput in) throws IOException {
    String id = Texts.read(in);
    String receiver = Texts.read(in);
    String groupKey = Texts.read(in);
    Labels groupLabels = LabelsBytes.read(in);
    Labels routeLabels = LabelsBytes.read(in);
    NotifyReason reason = NotifyReason.valueOf(Texts.read(in));
    List<NotifiedAlert> alerts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      alerts.add(NotifiedAlert.read(in));
    }
    return new Notification(
        id,
        receiver,
        groupKey,
        groupLabels,
        routeLabels,
        reason,
        alerts,
        in.readInt(),
        Texts.read(in),
        in.readLong());
  }
}
