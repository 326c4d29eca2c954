package io.barograph.promql.lint;

import io.barograph.promql.parse.Expr;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleGroup;
import java.time.Duration;
import java.util.Optional;

/**
 * A rule as the checks see it.
 *
 * @param scrapeInterval the time between two samples of a series
 */
record RuleContext(Rule rule, RuleGroup group, Duration scrapeInterval) {
  Expr expr() {
    return rule.expr();
  }

  /** The rule, if it raises alerts. */
  Optional<AlertingRule> alert() {
    return rule instanceof AlertingRule alert ? Optional.of(alert) : Optional.empty();
  }
}
