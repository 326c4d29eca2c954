package io.barograph.core.notify;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.util.SortedMap;

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

  /** True while the alert has not ended. */
  public boolean isFiring() {
    return endsAt == FIRES_ON;
  }

  /** {@code firing} or {@code resolved}. */
  public String status() {
    return isFiring() ? "firing" : "resolved";
  }

  /** The fingerprint of the labels as 16 hexadecimal digits. */
  public String fingerprint() {
    return Fingerprint.toHex(labels.fingerprint());
  }
}
