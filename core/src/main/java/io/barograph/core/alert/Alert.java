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
 * @param duplicates how often a further rule began to fire with the same labels while the episode
 *     fired, at least 0: what was folded into this alert rather than told beside it
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
    String generatorUrl,
    int duplicates) {
  public Alert {
    if (duplicates < 0) {
      throw new IllegalArgumentException("duplicates must be >= 0, was " + duplicates);
    }
  }

  /** An alert into which nothing was folded. */
  public Alert(
      Labels labels,
      SortedMap<String, String> annotations,
      AlertState state,
      AlertReason reason,
      long updatedAt,
      Priority priority,
      Origin origin,
      List<Owner> owners,
      String generatorUrl) {
    this(labels, annotations, state, reason, updatedAt, priority, origin, owners, generatorUrl, 0);
  }

  /** The same alert with this many duplicates. */
  public Alert withDuplicates(int folded) {
    return folded == duplicates
        ? this
        : new Alert(
            labels,
            annotations,
            state,
            reason,
            updatedAt,
            priority,
            origin,
            owners,
            generatorUrl,
            folded);
  }

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
