package io.barograph.core.notify;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.AlertmanagerText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/**
 * What tells a group of alerts from all others.
 *
 * @param receiver who is told of it
 * @param routeKey the matchers on the way to the route, as Alertmanager writes them
 * @param labels what its alerts have in common by {@code group_by}
 */
record GroupId(String receiver, String routeKey, Labels labels) implements Comparable<GroupId> {
  private static final Comparator<GroupId> ORDER =
      Comparator.comparing(GroupId::receiver)
          .thenComparing(GroupId::routeKey)
          .thenComparing(GroupId::labels);

  /* No route has these keys: behind a slash stand matchers in braces. */
  private static final String STORM = "{}/storm";

  private static final String ESCALATION = "{}/escalation";
  private static final String ESCALATION_LABEL = "escalation";

  /** The group of the alerts of which a receiver is told by an escalation. */
  static GroupId ofEscalation(String receiver, String escalation) {
    return new GroupId(receiver, ESCALATION, Labels.of(ESCALATION_LABEL, escalation));
  }

  /** True if it is the group of an escalation. */
  boolean isEscalation() {
    return routeKey.equals(ESCALATION);
  }

  /** The name of the escalation that it is of; empty if it is of none. */
  String escalation() {
    return isEscalation() ? labels.get(ESCALATION_LABEL) : "";
  }

  /** The group of a storm that a receiver has since an instant, milliseconds of event time. */
  static GroupId ofStorm(String receiver, long begin) {
    return new GroupId(receiver, STORM, Labels.of("storm", Instant.ofEpochMilli(begin).toString()));
  }

  /** True if it is the group of a storm. */
  boolean isStorm() {
    return routeKey.equals(STORM);
  }

  /** True if a key, as {@link #groupKey} gives it, is that of a storm. */
  static boolean isStorm(String groupKey) {
    return groupKey.startsWith(STORM + ':');
  }

  /** {@code {}/{severity="critical"}:{job="x"}}, as Alertmanager writes it. */
  String groupKey() {
    return routeKey + ':' + AlertmanagerText.labels(labels);
  }

  /** Sixteen hexadecimal digits that stand for it in ids. */
  String digest() {
    return Fingerprint.toHex(Labels.of("receiver", receiver, "group", groupKey()).fingerprint());
  }

  @Override
  public int compareTo(GroupId other) {
    return ORDER.compare(this, other);
  }

  void write(DataOutput out) throws IOException {
    Texts.write(receiver, out);
    Texts.write(routeKey, out);
    LabelsBytes.write(labels, out);
  }

  static GroupId read(DataInput in) throws IOException {
    return new GroupId(Texts.read(in), Texts.read(in), LabelsBytes.read(in));
  }
}
