package io.barograph.promql.lint;

import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for rules that are valid and cannot do what they are meant to do.
 *
 * <p>It knows the rules alone, not the data: what depends on which series there are is not found.
 */
public final class RuleLint {
  /** Prometheus's usual time between two samples of a series. */
  public static final Duration DEFAULT_SCRAPE_INTERVAL = Duration.ofSeconds(15);

  private static final List<RuleCheck> CHECKS =
      List.of(
          new MatchChecks(),
          new SelfMatchCheck(),
          new LabelChecks(),
          new HistogramChecks(),
          new WindowChecks(),
          new ComparisonChecks(),
          new AlertChecks());

  private RuleLint() {}

  /**
   * What is wrong with the rules of a file, in its order.
   *
   * @param scrapeInterval the time between two samples of a series
   */
  public static List<Finding> of(RuleFile file, Duration scrapeInterval) {
    List<Finding> findings = new ArrayList<>();
    for (RuleGroup group : file.groups()) {
      for (int i = 0; i < group.rules().size(); i++) {
        Rule rule = group.rules().get(i);
        RuleContext context = new RuleContext(rule, group, scrapeInterval);
        FoundInRule found = new FoundInRule(file, group, i, findings);
        CHECKS.forEach(check -> check.run(context, found));
      }
    }
    return findings;
  }

  /** Adds what was found in one rule. */
  private record FoundInRule(RuleFile file, RuleGroup group, int index, List<Finding> all)
      implements RuleCheck.Findings {
    @Override
    public void add(Check check, String message, String fix) {
      Rule rule = group.rules().get(index);
      String kind = rule instanceof AlertingRule ? "alert" : "record";
      Finding finding =
          new Finding(
              file.name(),
              group.places().get(index),
              group.name(),
              "%s \"%s\"".formatted(kind, rule.name()),
              check,
              message,
              fix);
      if (!all.contains(finding)) {
        all.add(finding);
      }
    }
  }
}
