package io.barograph.core.incident;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.ChainKey;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which labels of an alert say where it is.
 *
 * @param environment the label of its environment
 * @param service the labels of its service; the first that it has counts
 * @param host the labels of its host; the first that it has counts
 * @param ignored the labels that say nothing of where it came from, besides that of its environment
 * @param text the annotation that people read
 */
public record AlertPlaces(
    String environment, List<String> service, List<String> host, List<String> ignored, String text)
    implements Serializable {
  /** What ships. */
  public static final AlertPlaces DEFAULT =
      new AlertPlaces(
          "environment",
          List.of("service", "job", "strategy", "model", "symbol"),
          List.of("host", "node", "instance"),
          List.of("severity"),
          "summary");

  public AlertPlaces {
    service = List.copyOf(service);
    host = List.copyOf(host);
    ignored = List.copyOf(ignored);
  }

  /** The environment that an alert belongs to; empty if it names none. */
  public String environmentOf(Alert alert) {
    return environmentOf(alert.labels());
  }

  /** The environment that labels name; empty if they name none. */
  public String environmentOf(Labels alert) {
    return alert.get(environment);
  }

  /** The service that labels name; empty if they name none. */
  public String serviceOf(Labels alert) {
    return first(alert, service);
  }

  /** The host that labels name; empty if they name none. */
  public String hostOf(Labels alert) {
    return first(alert, host);
  }

  /** What a transition is to correlation: nothing unless the alert begins to fire or ends. */
  public Optional<AlertSignal> signalOf(Alert alert) {
    AlertState state = alert.state();
    boolean isFiring = state.status() == AlertStatus.FIRING && state.firedAt() == alert.updatedAt();
    if (!isFiring && state.status() != AlertStatus.RESOLVED) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertSignal(
                alert.id(),
                alert.updatedAt(),
                alert.name(),
                alert.fingerprint(),
                first(alert.labels(), service),
                first(alert.labels(), host),
                alert.priority(),
                isFiring)
            .withTraits(isFiring ? traitsOf(alert) : AlertTraits.NONE));
  }

  private AlertTraits traitsOf(Alert alert) {
    List<String> leftOut = new ArrayList<>(ignored);
    leftOut.add(environment);
    return AlertTraits.of(alert.labels(), leftOut, alert.annotations().getOrDefault(text, ""));
  }

  /**
   * What a chain is to correlation: nothing if none of its stages is an alert.
   *
   * @param match of a pattern whose kind is that of an incident
   */
  public Optional<PlacedEvidence> chainOf(ChainMatch match) {
    List<AlertSignal> alerts = new ArrayList<>();
    String environmentOfAll = "";
    for (StateChange change : match.changes()) {
      if (change.source() == StateSource.ALERTS) {
        alerts.add(signalOf(change));
        environmentOfAll = change.labels().get(environment);
      }
    }
    if (alerts.isEmpty()) {
      return Optional.empty();
    }
    ChainKey key = match.key();
    IncidentKind kind = IncidentKind.ofWireName(key.kind());
    return Optional.of(
        new PlacedEvidence(environmentOfAll, new Chain(key.pattern(), kind, alerts, match.time())));
  }

  private AlertSignal signalOf(StateChange change) {
    Labels labels = change.labels();
    return new AlertSignal(
        change.id(),
        change.time(),
        labels.get(Labels.ALERT_NAME),
        Fingerprint.toHex(labels.fingerprint()),
        first(labels, service),
        first(labels, host),
        change.priority(),
        change.isFiring());
  }

  private static String first(Labels labels, List<String> names) {
    for (String name : names) {
      String value = labels.get(name);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
