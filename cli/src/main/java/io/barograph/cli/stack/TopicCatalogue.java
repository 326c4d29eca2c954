package io.barograph.cli.stack;

import java.time.Duration;
import java.util.List;

/**
 * The topics between which Barograph works, by role.
 *
 * @param prefix what all names begin with, {@code barograph.} by default
 */
public record TopicCatalogue(String prefix) {
  /** The names that the documentation uses. */
  public static final TopicCatalogue DEFAULT = new TopicCatalogue("barograph.");

  private static final Duration INPUT = Duration.ofHours(6);
  private static final Duration OUTPUT = Duration.ofDays(7);

  /** Samples, JSON; one series stays in one partition. */
  public TopicDefinition metrics() {
    return new TopicDefinition(prefix + "metrics", 4, false, INPUT);
  }

  /** Structured log lines, JSON. */
  public TopicDefinition logs() {
    return new TopicDefinition(prefix + "logs", 4, false, INPUT);
  }

  /** What shows alerts to rules, JSON samples; one series stays in one partition. */
  public TopicDefinition feedback() {
    return new TopicDefinition(prefix + "samples.feedback", 4, false, INPUT);
  }

  /** Every transition of every alert, keyed by fingerprint. */
  public TopicDefinition alerts() {
    return new TopicDefinition(prefix + "alerts", 4, false, OUTPUT);
  }

  /** The newest state of each alert, keyed by fingerprint. */
  public TopicDefinition activeAlerts() {
    return new TopicDefinition(prefix + "alerts.active", 4, true, OUTPUT);
  }

  /** Every transition of alerts of rules that are only tried, keyed by fingerprint. */
  public TopicDefinition shadowAlerts() {
    return new TopicDefinition(prefix + "alerts.shadow", 4, false, OUTPUT);
  }

  /** The advances of the clock. */
  public TopicDefinition clock() {
    return new TopicDefinition(prefix + "clock", 1, false, OUTPUT);
  }

  /** Published rule packs and which version of each stands. */
  public TopicDefinition rules() {
    return new TopicDefinition(prefix + "rules", 1, true, OUTPUT);
  }

  /** Input that could not be read, with its reason. */
  public TopicDefinition deadLetters() {
    return new TopicDefinition(prefix + "dead-letters", 1, false, OUTPUT);
  }

  /** All topics. */
  public List<TopicDefinition> all() {
    return List.of(
        metrics(),
        logs(),
        feedback(),
        alerts(),
        activeAlerts(),
        shadowAlerts(),
        clock(),
        rules(),
        deadLetters());
  }
}
