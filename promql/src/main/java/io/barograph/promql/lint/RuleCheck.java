package io.barograph.promql.lint;

/** Looks for mistakes of one sort in a rule. */
interface RuleCheck {
  /** Takes what is found. */
  interface Findings {
    /**
     * Adds a finding.
     *
     * @param message what is wrong, a clause without an end
     * @param fix what to do about it, a clause without an end
     */
    void add(Check check, String message, String fix);
  }

  void run(RuleContext rule, Findings findings);
}
