package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.log.LogTally;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RunnableRules;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of the packs that the options name, for one of the job's series stages.
 *
 * <p>A rule whose leaf asks for a derived metric belongs to the stage of derived samples, any other
 * to that of raw samples; one that asks for no metric by name belongs to both. So a slow signal
 * never holds a plain threshold up.
 */
public final class PackRules implements RuleSet.Source {
  private enum Stage {
    RAW,
    DERIVED
  }

  private final ArrayList<RulePacks.RuleText> texts;
  private final Stage stage;
  private final LinkedHashMap<String, String> inputs;
  private final Duration defaultInterval;
  private final Duration lookBack;
  private final NoDataPolicy noData;

  private PackRules(
      Collection<RulePacks.RuleText> texts,
      Stage stage,
      Map<String, String> inputs,
      Duration defaultInterval,
      Duration lookBack,
      NoDataPolicy noData) {
    this.texts = new ArrayList<>(texts);
    this.stage = stage;
    this.inputs = new LinkedHashMap<>(inputs);
    this.defaultInterval = defaultInterval;
    this.lookBack = lookBack;
    this.noData = noData;
  }

  /**
   * Reads and checks the packs.
   *
   * @throws InvalidOptionsException with everything that is wrong with them
   */
  public static PackRules read(JobOptions options) {
    PackRules rules =
        new PackRules(
            RulePacks.read(options.get(BarographOptions.RULE_PATHS)),
            Stage.RAW,
            Map.of(),
            options.get(BarographOptions.EVALUATION_INTERVAL),
            options.get(BarographOptions.LOOK_BACK),
            options.get(BarographOptions.NO_DATA) == NoData.RESOLVE
                ? NoDataPolicy.RESOLVE
                : NoDataPolicy.KEEP_LAST);
    List<String> problems = new ArrayList<>();
    rules.rulesInto(new ArrayList<>(), new Domains(Map.of()), problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(
          "the rules cannot be used:\n  " + String.join("\n  ", problems));
    }
    return rules;
  }

  /**
   * The rules on raw samples.
   *
   * @param metricsOf for each input, a regular expression of the metric names that come from it
   */
  public PackRules onRaw(Map<String, String> metricsOf) {
    return new PackRules(texts, Stage.RAW, metricsOf, defaultInterval, lookBack, noData);
  }

  /**
   * The rules on derived samples.
   *
   * @param metricsOf for each signal, a regular expression of the metric names that come from it
   */
  public PackRules onDerived(Map<String, String> metricsOf) {
    return new PackRules(texts, Stage.DERIVED, metricsOf, defaultInterval, lookBack, noData);
  }

  /** True if the stage has no rule. */
  public boolean isEmpty() {
    return compile().size() == 0;
  }

  @Override
  public List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  @Override
  public RuleSet compile() {
    Domains domains = new Domains(inputs);
    List<SeriesRule> rules = new ArrayList<>();
    rulesInto(rules, domains, new ArrayList<>());
    return new RuleSet(rules, domains.of(rules));
  }

  private void rulesInto(List<SeriesRule> rules, Domains domains, List<String> problems) {
    for (RulePacks.RuleText text : texts) {
      try {
        RunnableRules runnable =
            RunnableRules.of(RuleFile.parse(text.file(), text.text()), lookBack.toMillis());
        runnable.refused().forEach(refusal -> problems.add(refusal.toString()));
        for (RunnableRule rule : runnable.rules()) {
          if (belongsHere(rule.expression())) {
            rules.add(seriesRule(text.pack(), rule, domains));
          }
        }
      } catch (RuleFileException invalid) {
        invalid.errors().forEach(error -> problems.add(error.toString()));
      }
    }
  }

  private SeriesRule seriesRule(String pack, RunnableRule runnable, Domains domains) {
    Rule.AlertingRule rule = runnable.rule();
    Owner owner = new Owner(pack, runnable.group().name(), rule.name(), "");
    return new SeriesRule(
        SeriesRule.key(owner, rule.labels()),
        owner,
        runnable.expression(),
        new AlertPolicy(
            rule.hold(), rule.keepFiringFor(), noData, AlertPolicy.DEFAULT_NO_DATA_TIMEOUT),
        runnable.group().interval().orElse(defaultInterval).toMillis(),
        domains.indexFor(runnable.expression()),
        runnable.labels(),
        runnable.annotations());
  }

  private boolean belongsHere(SeriesExpression expression) {
    String metric = expression.selectors().get(0).metricName();
    return metric.isEmpty()
        || metric.startsWith(LogTally.METRIC_PREFIX) == (stage == Stage.DERIVED);
  }
}
