package io.barograph.core.audit;

import java.util.Locale;

/**
 * What somebody wanted: the kinds of commands, what can be done with a rule pack, and what can be
 * said to what watches and predicts.
 */
public enum AuditKind {
  /** To add or change a silence. */
  SILENCE,
  /** To end a silence. */
  EXPIRE,
  /** To take care of an alert. */
  ACK,
  /** To declare an alert over. */
  RESOLVE,
  /** That a new version of a rule pack stands. */
  RULES_APPLY,
  /** That a version of a rule pack is tried beside the one that stands. */
  RULES_TRY,
  /** That the version that is tried stands. */
  RULES_PROMOTE,
  /** That a version that stood before stands again. */
  RULES_ROLLBACK,
  /** That nothing is tried any more. */
  RULES_WITHDRAW,
  /** That a rule pack is gone. */
  RULES_DELETE,
  /** That what a series did was an anomaly, or ordinary. */
  LABEL,
  /** That a version of a model predicts. */
  MODELS_PROMOTE;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The kind as it stands in JSON: {@code rules_apply}. */
  public String wireName() {
    return wireName;
  }
}
