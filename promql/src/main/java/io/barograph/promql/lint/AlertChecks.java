package io.barograph.promql.lint;

import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.util.Locale;
import java.util.TreeMap;

/** What whoever gets an alert needs from it. */
final class AlertChecks implements RuleCheck {
  @Override
  public void run(RuleContext rule, Findings findings) {
    rule.alert().ifPresent(alert -> check(alert, findings));
  }

  private static void check(AlertingRule alert, Findings findings) {
    new TreeMap<>(alert.labels())
        .forEach(
            (name, text) -> {
              if (writesValue(alert, text)) {
                findings.add(
                    Check.VALUE_IN_LABEL,
                    "label \"%s\" holds $value, so each new value is a new alert".formatted(name),
                    "show the value in an annotation");
              }
            });
    if (!alert.labels().containsKey("severity")) {
      findings.add(
          Check.NO_SEVERITY,
          "the alert has no label severity",
          "set one, such as severity: warning");
    }
    boolean hasRunbook =
        alert.annotations().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(
                name ->
                    name.contains("runbook")
                        || name.contains("playbook")
                        || name.contains("recipe"));
    if (!hasRunbook) {
      findings.add(
          Check.NO_RUNBOOK,
          "no annotation says where the alert's runbook is",
          "add the annotation runbook_url");
    }
  }

  private static boolean writesValue(AlertingRule alert, String text) {
    try {
      return Template.parse(alert.name(), text).writesValue();
    } catch (TemplateException invalid) {
      throw new IllegalStateException("a rule that was read has a template that is none", invalid);
    }
  }
}
