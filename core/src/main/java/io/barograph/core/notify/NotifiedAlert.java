package io.barograph.core.notify;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Priority;
import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert as a receiver is told of it.
 *
 * @param labels the alert's identity, {@code alertname} inside
 * @param annotations texts for people
 * @param startsAt when it fired, milliseconds since the epoch
 * @param endsAt when it ended, milliseconds since the epoch; {@link #FIRES_ON} while it fires
 * @param generatorUrl where its expression can be looked at, or the empty text
 * @param alertId the id of the episode
 * @param priority how soon somebody has to look
 */
public record NotifiedAlert(
    Labels labels,
    SortedMap<String, String> annotations,
    long startsAt,
    long endsAt,
    String generatorUrl,
    String alertId,
    Priority priority) {
  /** The end of an alert that has not ended. */
  public static final long FIRES_ON = Long.MIN_VALUE;

  /** The annotation of an alert that fires on because its data are missing. */
  public static final String NO_DATA_ANNOTATION = "no_data";

  /**
   * What is told of a transition; empty if it is of an alert that has not fired.
   *
   * <p>An alert without data is told as firing, with an annotation that says so. One that has to
   * wait again, since its rule's {@code for} grew, is told as over.
   */
  public static Optional<NotifiedAlert> of(Alert alert) {
    AlertState state = alert.state();
    if (!state.hasFired()) {
      return Optional.empty();
    }
    SortedMap<String, String> annotations = alert.annotations();
    if (state.status() == AlertStatus.NODATA) {
      annotations = new TreeMap<>(annotations);
      annotations.put(NO_DATA_ANNOTATION, alert.reason().sentence());
    }
    return Optional.of(
        new NotifiedAlert(
            alert.labels(),
            annotations,
            state.firedAt(),
            fires(state.status()) ? FIRES_ON : alert.updatedAt(),
            alert.generatorUrl(),
            alert.id(),
            alert.priority()));
  }

  private static boolean fires(AlertStatus status) {
    return status == AlertStatus.FIRING || status == AlertStatus.NODATA;
  }

  /** True while the alert has not ended. */
  public boolean isFiring() {
    return endsAt == FIRES_ON;
  }

  /** What it is on: its label {@code service}, or else {@code job}; it may have neither. */
  public String service() {
    String service = labels.get("service");
    return service.isEmpty() ? labels.get("job") : service;
  }

  /** The same, that has ended; milliseconds since the epoch. */
  public NotifiedAlert endedAt(long at) {
    return new NotifiedAlert(labels, annotations, startsAt, at, generatorUrl, alertId, priority);
  }

  /** {@code firing} or {@code resolved}. */
  public String status() {
    return isFiring() ? "firing" : "resolved";
  }

  /** The fingerprint of the labels as 16 hexadecimal digits. */
  public String fingerprint() {
    return Fingerprint.toHex(labels.fingerprint());
  }

  /** Writes all of it. */
  void write(DataOutput out) throws IOException {
    LabelsBytes.write(labels, out);
    Texts.writeMap(annotations, out);
    out.writeLong(startsAt);
    out.writeLong(endsAt);
    Texts.write(generatorUrl, out);
    Texts.write(alertId, out);
    out.writeByte(priority.ordinal());
  }

  /** Reads what {@link #write} wrote. */
  static NotifiedAlert read(DataInput in) throws IOException {
    return new NotifiedAlert(
        LabelsBytes.read(in),
        Texts.readMap(in),
        in.readLong(),
        in.readLong(),
        Texts.read(in),
        Texts.read(in),
        Priority.values()[in.readByte()]);
  }
}
