package io.barograph.promql.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.util.List;
import java.util.Objects;

/**
 * What a pack's {@code barograph.yml} says of some of its alerting rules.
 *
 * @param number its place in the file, counted from 1
 * @param place where it begins
 * @param group the name of the rules' group, or the empty text for any
 * @param alert the name of the rules, or the empty text for any
 * @param matchers on labels that the rules set, those of their group inside; all must pass
 * @param settings what it says of them
 */
public record RuleOverride(
    int number,
    RulePlace place,
    String group,
    String alert,
    List<LabelMatcher> matchers,
    RuleSettings settings) {
  public RuleOverride {
    Objects.requireNonNull(place);
    Objects.requireNonNull(settings);
    matchers = List.copyOf(matchers);
  }

  /** True if it speaks of {@code rule}, which is in {@code ofRule}. */
  boolean covers(RuleGroup ofRule, AlertingRule rule) {
    return (group.isEmpty() || group.equals(ofRule.name()))
        && (alert.isEmpty() || alert.equals(rule.name()))
        && matchers.stream().allMatch(matcher -> passes(matcher, rule));
  }

  /** What a template will give is not known, so no matcher passes. */
  private static boolean passes(LabelMatcher matcher, AlertingRule rule) {
    String text = rule.labels().getOrDefault(matcher.name(), "");
    return !text.contains("{{") && matcher.matches(text);
  }
}
