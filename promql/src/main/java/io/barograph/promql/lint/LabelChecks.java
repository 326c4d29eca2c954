package io.barograph.promql.lint;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Labels that are asked for where they no longer are. */
final class LabelChecks implements RuleCheck {
  @Override
  public void run(RuleContext rule, Findings findings) {
    Nodes.all(rule.expr())
        .filter(node -> node instanceof AggregateExpr)
        .forEach(node -> grouping((AggregateExpr) node, findings));
    rule.alert()
        .ifPresent(
            alert -> {
              Nodes.alternatives(alert.expr()).forEach(node -> absent(alert, node, findings));
              templates(alert, findings);
            });
  }

  private static void grouping(AggregateExpr aggregate, Findings findings) {
    if (aggregate.without()) {
      return;
    }
    LabelFacts argument = LabelFacts.of(aggregate.expr());
    for (String label : aggregate.grouping().orElse(List.of())) {
      if (!argument.outputs().contains(label)) {
        findings.add(
            Check.GROUPS_BY_LOST_LABEL,
            "%s groups by %s, which no element of %s has"
                .formatted(aggregate.aggregation().symbol(), label, Nodes.text(aggregate.expr())),
            "keep the label below, or do not group by it");
      }
    }
  }

  private static void absent(AlertingRule alert, Expr expr, Findings findings) {
    if (!(expr instanceof Call call && call.function().name().startsWith("absent"))) {
      return;
    }
    Optional<VectorSelector> selector = Leaves.selector(call.arguments().get(0));
    if (selector.isEmpty()) {
      return;
    }
    SortedSet<String> lost = new TreeSet<>();
    for (LabelMatcher matcher : selector.get().matchers()) {
      boolean isSet = alert.labels().containsKey(matcher.name());
      if (matcher.type() != LabelMatcher.Type.EQUAL
          && !matcher.name().equals(Labels.METRIC_NAME)
          && !isSet) {
        lost.add(matcher.name());
      }
    }
    if (!lost.isEmpty()) {
      findings.add(
          Check.ABSENT_LOSES_LABEL,
          "%s is there only when no series at all matches, and has no label %s"
              .formatted(Nodes.text(call), String.join(", ", lost)),
          "ask by = for one value in each rule, or set the label in the rule");
    }
  }

  private static void templates(AlertingRule alert, Findings findings) {
    LabelFacts elements = LabelFacts.of(alert.expr());
    templates(alert, "label", alert.labels(), elements, findings);
    templates(alert, "annotation", alert.annotations(), elements, findings);
  }

  private static void templates(
      AlertingRule alert,
      String kind,
      Map<String, String> texts,
      LabelFacts elements,
      Findings findings) {
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      for (String label : labelsUsed(alert, text.getValue())) {
        if (!elements.outputs().contains(label)) {
          boolean isSetByRule =
              alert.labels().containsKey(label) || label.equals(Labels.ALERT_NAME);
          findings.add(
              Check.SHOWS_LOST_LABEL,
              "%s \"%s\" shows $labels.%s, which no element of the expression has"
                  .formatted(kind, text.getKey(), label),
              isSetByRule
                  ? "templates do not see what the rule itself sets: write it out"
                  : "keep the label in the expression, or do not show it");
        }
      }
    }
  }

  private static SortedSet<String> labelsUsed(AlertingRule alert, String text) {
    try {
      return Template.parse(alert.name(), text).labelsUsed();
    } catch (TemplateException invalid) {
      throw new IllegalStateException("a rule that was read has a template that is none", invalid);
    }
  }
}
