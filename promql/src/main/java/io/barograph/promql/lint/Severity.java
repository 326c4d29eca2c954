package io.barograph.promql.lint;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** The rule cannot work. */
  ERROR,
  /** The rule works, and probably not as meant. */
  WARNING,
  /** The rule works; whoever gets its alert may miss something. */
  INFO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
