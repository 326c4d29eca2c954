package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.PackSet;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleSettings;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.time.Duration;

/**
 * A rule that can be run, and where it stands.
 *
 * @param isShadow true if it is only tried
 */
record StatedRule(PackSet.Pack pack, RunnableRule rule, boolean isShadow) {
  /** The owner of its alerts, which is one more of {@code owners}. */
  Owner ownerAmong(RuleOwners owners) {
    return owners.add(pack.name(), pack.version(), rule.group().name(), rule.rule());
  }

  /**
   * The rule but for its condition.
   *
   * @param owner of its alerts
   * @param domain the id of the domain that it follows
   * @param settings what holds where neither the rule nor its pack says otherwise
   */
  AlertRule alertRule(Owner owner, int domain, PackRules.Settings settings) {
    Rule.AlertingRule alerting = rule.rule();
    RuleSettings overrides = rule.settings();
    return new AlertRule(
        isShadow
            ? AlertRule.shadowKey(owner, alerting.labels())
            : AlertRule.key(owner, alerting.labels()),
        owner,
        new AlertPolicy(
            alerting.hold(),
            alerting.keepFiringFor(),
            overrides.noData().orElse(settings.noData()),
            overrides.noDataTimeout().orElse(AlertPolicy.DEFAULT_NO_DATA_TIMEOUT)),
        rule.group().interval().orElse(settings.defaultInterval()).toMillis(),
        domain,
        new AlertTemplates(
            alerting.name(),
            rule.labels(),
            rule.annotations(),
            overrides.priority(),
            settings.external(),
            Printer.print(alerting.expr())),
        overrides.halts().map(Duration::toMillis).orElse(0L));
  }
}
