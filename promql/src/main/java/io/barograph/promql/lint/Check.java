package io.barograph.promql.lint;

import java.util.Locale;

/** What is looked for in a rule. */
public enum Check {
  /** No element of one side of an operator can have the labels of one of the other. */
  NEVER_MATCHES(Severity.ERROR),
  /** Elements meet only where a label is empty that one side groups by. */
  MATCHES_BY_LOST_LABEL(Severity.WARNING),
  /** Each series is compared with itself, as both sides keep the label that tells them apart. */
  MATCHES_ITSELF(Severity.ERROR),
  /** An aggregation groups by a label that an inner one dropped. */
  GROUPS_BY_LOST_LABEL(Severity.WARNING),
  /** {@code group_left} or {@code group_right} takes over a label that is not there. */
  INCLUDES_LOST_LABEL(Severity.WARNING),
  /** A template shows a label that no element of the expression has. */
  SHOWS_LOST_LABEL(Severity.WARNING),
  /** The value is part of a label, so that each new value is a new alert. */
  VALUE_IN_LABEL(Severity.ERROR),
  /** A quantile of a classic histogram whose aggregation dropped {@code le}. */
  QUANTILE_WITHOUT_LE(Severity.ERROR),
  /** A quantile of all observations since the process started. */
  QUANTILE_OF_TOTALS(Severity.WARNING),
  /** A window that holds fewer than the two samples that its function needs. */
  RATE_WINDOW_SHORT(Severity.WARNING),
  /** A window that leaves samples between two ticks unseen. */
  WINDOW_UNDER_INTERVAL(Severity.INFO),
  /** {@code for} is shorter than the time between two ticks. */
  FOR_UNDER_INTERVAL(Severity.INFO),
  /** {@code absent} asks by more than equality and so loses labels. */
  ABSENT_LOSES_LABEL(Severity.INFO),
  /** A counter is compared as it stands. */
  RAW_COUNTER(Severity.WARNING),
  /** The condition is true as long as there is data. */
  ALWAYS_TRUE(Severity.WARNING),
  /** A comparison that no value can pass. */
  NEVER_TRUE(Severity.ERROR),
  /** {@code ==} with the result of a division or of an extrapolation. */
  FLOAT_EQUALITY(Severity.WARNING),
  /** An alert without the label {@code severity}. */
  NO_SEVERITY(Severity.WARNING),
  /** An alert without an annotation that names its runbook. */
  NO_RUNBOOK(Severity.INFO);

  private final Severity severity;

  Check(Severity severity) {
    this.severity = severity;
  }

  /** How bad its findings are. */
  public Severity severity() {
    return severity;
  }

  /** Its name for people and tools, such as {@code never-matches}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
