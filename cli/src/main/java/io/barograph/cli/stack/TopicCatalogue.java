package io.barograph.cli.stack;

import io.barograph.formats.record.BusinessFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The topics between which Barograph works, by role.
 *
 * @param prefix what all names begin with, {@code barograph.} by default
 */
public record TopicCatalogue(String prefix) {
  /** The names that the documentation uses. */
  public static final TopicCatalogue DEFAULT = new TopicCatalogue("barograph.");

  private static final Set<BusinessFormat> SAID_BY_PEOPLE =
      EnumSet.of(BusinessFormat.COMMANDS, BusinessFormat.LABELS, BusinessFormat.MODELS);
  private static final Duration INPUT = Duration.ofHours(6);
  private static final Duration ASKED = Duration.ofMinutes(10);
  private static final Duration OUTPUT = Duration.ofDays(7);
  private static final Duration ORDERED = Duration.ofDays(400);

  /** Samples, JSON; one series stays in one partition. */
  public TopicDefinition metrics() {
    return new TopicDefinition(prefix + "metrics", 4, false, INPUT);
  }

  /** Structured log lines, JSON. */
  public TopicDefinition logs() {
    return new TopicDefinition(prefix + "logs", 4, false, INPUT);
  }

  /**
   * Business records of one format, JSON; of commands the offsets are the order, labels and
   * promotions of models are few.
   */
  public TopicDefinition business(BusinessFormat format) {
    if (SAID_BY_PEOPLE.contains(format)) {
      return new TopicDefinition(prefix + format.optionName(), 1, false, ORDERED);
    }
    return new TopicDefinition(prefix + format.optionName(), 4, false, INPUT);
  }

  /** What shows alerts to rules, JSON samples; one series stays in one partition. */
  public TopicDefinition feedback() {
    return new TopicDefinition(prefix + "samples.feedback", 4, false, INPUT);
  }

  /** Samples derived from business records, JSON, if {@code measures.write} is set. */
  public TopicDefinition derived() {
    return new TopicDefinition(prefix + "samples.derived", 4, false, INPUT);
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

  /** Every version of every incident, keyed by its id. */
  public TopicDefinition incidents() {
    return new TopicDefinition(prefix + "incidents", 4, false, OUTPUT);
  }

  /** What was decided about alerts and incidents, and why. */
  public TopicDefinition decisions() {
    return new TopicDefinition(prefix + "decisions", 4, false, OUTPUT);
  }

  /** What receivers are told, keyed by receiver. */
  public TopicDefinition notifications() {
    return new TopicDefinition(prefix + "notifications", 4, false, OUTPUT);
  }

  /** What became of notifications, keyed by receiver. */
  public TopicDefinition receipts() {
    return new TopicDefinition(prefix + "receipts", 4, false, OUTPUT);
  }

  /** Who changed what the job does, why, and what came of it, in this order. */
  public TopicDefinition audit() {
    return new TopicDefinition(prefix + "audit", 1, false, ORDERED);
  }

  /** Halts and resumes of trading, keyed by strategy. */
  public TopicDefinition riskOff() {
    return new TopicDefinition(prefix + "risk-off", 1, true, OUTPUT);
  }

  /** The advances of the clock. */
  public TopicDefinition clock() {
    return new TopicDefinition(prefix + "clock", 1, false, OUTPUT);
  }

  /** Published rule packs and which version of each stands. */
  public TopicDefinition rules() {
    return new TopicDefinition(prefix + "rules", 1, true, OUTPUT);
  }

  /** What is asked about the state of the running job. */
  public TopicDefinition stateRequests() {
    return new TopicDefinition(prefix + "state.requests", 1, false, ASKED);
  }

  /** What the job answers. */
  public TopicDefinition stateResponses() {
    return new TopicDefinition(prefix + "state.responses", 1, false, ASKED);
  }

  /** Input that could not be read, with its reason. */
  public TopicDefinition deadLetters() {
    return new TopicDefinition(prefix + "dead-letters", 1, false, OUTPUT);
  }

  /** All topics. */
  public List<TopicDefinition> all() {
    List<TopicDefinition> all = new ArrayList<>();
    all.add(metrics());
    all.add(logs());
    for (BusinessFormat format : BusinessFormat.values()) {
      all.add(business(format));
    }
    Collections.addAll(
        all,
        feedback(),
        derived(),
        alerts(),
        activeAlerts(),
        shadowAlerts(),
        incidents(),
        decisions(),
        notifications(),
        receipts(),
        audit(),
        riskOff(),
        clock(),
        rules(),
        stateRequests(),
        stateResponses(),
        deadLetters());
    return all;
  }
}
