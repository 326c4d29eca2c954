package io.barograph.cli.rules;

import io.barograph.cli.stack.StackException;
import io.barograph.promql.coverage.AlertUse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The alerts that fired, out of what was read from the alerts topic.
 *
 * @param names by fingerprint
 */
public record FiredAlerts(SortedMap<String, String> names) {
  private static final String ALERTS = "give records of the topic barograph.alerts, one a line";
  private static final String COMMANDS =
      "give commands, one a line, each with the id or the fingerprint of its alert";

  /**
   * The alerts that fired at any time.
   *
   * @param file where the lines are from, for messages
   * @param lines records of the alerts topic, one a line; empty ones are passed by
   * @throws StackException at the first line that is no alert
   */
  public static FiredAlerts parse(String file, List<String> lines) {
    SortedMap<String, String> names = new TreeMap<>();
    new RecordLines(file, lines)
        .forEach(
            "labels.alertname",
            ALERTS,
            alert -> {
              if (alert.hasNonNull("startsAt")) {
                names.put(
                    alert.path("fingerprint").asText(),
                    alert.path("labels").path("alertname").asText());
              }
            });
    return new FiredAlerts(names);
  }

  /** What has become of the alerts, if nobody knows who acted on them. */
  public AlertUse use() {
    return new AlertUse(new TreeSet<>(names.values()), Optional.empty());
  }

  /**
   * What has become of the alerts.
   *
   * @param file where the lines are from, for messages
   * @param commands one a line, whatever they command; {@code alert} is an alert's id or
   *     fingerprint
   * @throws StackException at the first line that names no alert
   */
  public AlertUse use(String file, List<String> commands) {
    Set<String> actedOn = new HashSet<>();
    new RecordLines(file, commands)
        .forEach(
            "alert",
            COMMANDS,
            command -> {
              String fingerprint = command.path("alert").asText().replaceFirst("-.*", "");
              if (names.containsKey(fingerprint)) {
                actedOn.add(names.get(fingerprint));
              }
            });
    return new AlertUse(new TreeSet<>(names.values()), Optional.of(actedOn));
  }
}
