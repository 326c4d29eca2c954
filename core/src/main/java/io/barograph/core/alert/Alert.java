package io.barograph.core.alert;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.SortedMap;

/**
 * One transition of one alert: the whole episode as it is after it.
 *
 * @param labels the alert's identity, {@code alertname} inside
 * @param annotations texts for people, expanded at this transition
 * @param state the episode after the transition
 * @param reason why it changed
 * @param updatedAt the tick of the transition, milliseconds of event time
 * @param priority how soon somebody has to look
 * @param origin what made the alert
 * @param owners the rules it comes from
 * @param generatorUrl where its expression can be looked at, or the empty text
 */
public record Alert(
    Labels labels,
    SortedMap<String, String> annotations,
    AlertState state,
    AlertReason reason,
    long updatedAt,
    Priority priority,
    Origin origin,
    List<Owner> owners,
    String generatorUrl) {
  /** The fingerprint of the labels as 16 hexadecimal digits; the key of the alert topics. */
  public String fingerprint() {
    return Fingerprint.toHex(labels.fingerprint());
  }

  /** The id of the episode: fingerprint, {@code -}, activeAt in milliseconds. */
  public String id() {
    return fingerprint() + '-' + state.activeAt();
  }

  /** The alert's name. */
  public String name() {
    return labels.get(Labels.ALERT_NAME);
  }
}
