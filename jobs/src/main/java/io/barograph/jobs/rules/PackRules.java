package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogTally;
import io.barograph.core.template.External;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.Condition;
import io.barograph.promql.rules.Evaluation;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RunnableRules;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

  private final ArrayList<RulePacks.PackText> texts;
  private final Stage stage;
  private final LinkedHashMap<String, String> inputs;
  private final Settings settings;

  /** What the options say of all rules. */
  private record Settings(
      Duration defaultInterval,
      Duration lookBack,
      NoDataPolicy noData,
      TreeMap<String, String> externalLabels,
      String externalUrl)
      implements Serializable {
    static Settings of(JobOptions options) {
      return new Settings(
          options.get(BarographOptions.EVALUATION_INTERVAL),
          options.get(BarographOptions.LOOK_BACK),
          options.noData(),
          new TreeMap<>(options.external().labels().toMap()),
          options.external().url());
    }

    EvaluationOptions evaluation() {
      return EvaluationOptions.DEFAULT.withLookBack(lookBack.toMillis());
    }

    External external() {
      return new External(Labels.of(externalLabels), externalUrl);
    }
  }

  private PackRules(
      Collection<RulePacks.PackText> texts,
      Stage stage,
      Map<String, String> inputs,
      Settings settings) {
    this.texts = new ArrayList<>(texts);
    this.stage = stage;
    this.inputs = new LinkedHashMap<>(inputs);
    this.settings = settings;
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
            Settings.of(options));
    List<String> problems = new ArrayList<>();
    rules.rulesInto(Found.none(), new RuleOwners(), new Domains(Map.of()), problems);
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
    return new PackRules(texts, Stage.RAW, metricsOf, settings);
  }

  /**
   * The rules on derived samples.
   *
   * @param metricsOf for each signal, a regular expression of the metric names that come from it
   */
  public PackRules onDerived(Map<String, String> metricsOf) {
    return new PackRules(texts, Stage.DERIVED, metricsOf, settings);
  }

  /** True if the stage has no rule. */
  public boolean isEmpty() {
    return compile().size() == 0;
  }

  /** The names of the alerts that several rules can give, of whatever stage. */
  public Set<String> sharedAlertNames() {
    RuleOwners owners = new RuleOwners();
    rulesInto(Found.none(), owners, new Domains(inputs), new ArrayList<>());
    return owners.sharedNames();
  }

  @Override
  public List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  @Override
  public RuleSet compile() {
    Domains domains = new Domains(inputs);
    Found found = Found.none();
    rulesInto(found, new RuleOwners(), domains, new ArrayList<>());
    return new RuleSet(found.series(), found.group(), domains.of(found.series(), found.group()));
  }

  /** The rules of both kinds that were found so far. */
  private record Found(List<SeriesRule> series, List<GroupRule> group) {
    static Found none() {
      return new Found(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** A pack, read. */
  private record Pack(String name, List<RuleFile> files, PackSettings settings) {}

  private void rulesInto(Found found, RuleOwners owners, Domains domains, List<String> problems) {
    List<Pack> packs = texts.stream().map(text -> read(text, problems)).toList();
    boolean allRead = problems.isEmpty();
    Recordings recordings =
        new Recordings(
            packs.stream().flatMap(pack -> pack.files().stream()).toList(),
            settings.defaultInterval());
    for (Pack pack : packs) {
      List<RunnableRules> files =
          pack.files().stream()
              .map(file -> RunnableRules.of(file, recordings, settings.evaluation()))
              .toList();
      for (RunnableRules runnable : files) {
        runnable.refused().forEach(refusal -> problems.add(refusal.toString()));
        for (RunnableRule rule : runnable.rules()) {
          Owner owner = owners.add(pack.name(), rule.group().name(), rule.rule());
          add(rule, owner, pack.settings(), found, domains);
        }
      }
      if (allRead) {
        pack.settings().problems(files).forEach(problem -> problems.add(problem.toString()));
      }
    }
  }

  private static Pack read(RulePacks.PackText text, List<String> problems) {
    List<RuleFile> files = new ArrayList<>();
    PackSettings settings = PackSettings.NONE;
    for (RulePacks.FileText file : text.ruleFiles()) {
      try {
        files.add(RuleFile.parse(file.file(), file.text()));
      } catch (RuleFileException invalid) {
        invalid.errors().forEach(error -> problems.add(error.toString()));
      }
    }
    if (text.settings() != null) {
      try {
        settings = PackSettings.parse(text.settings().file(), text.settings().text());
      } catch (RuleFileException invalid) {
        invalid.errors().forEach(error -> problems.add(error.toString()));
      }
    }
    return new Pack(text.name(), files, settings);
  }

  private void add(
      RunnableRule runnable, Owner owner, PackSettings pack, Found found, Domains domains) {
    Condition condition = runnable.condition();
    if (!belongsHere(condition)) {
      return;
    }
    AlertRule rule = alertRule(runnable, owner, domains.indexFor(condition.leaves()));
    if (condition instanceof Condition.OfSeries series) {
      boolean onArrival =
          pack.evaluationOf(runnable.group(), runnable.rule()) == Evaluation.ON_ARRIVAL;
      found.series().add(new SeriesRule(rule, series.expression(), onArrival));
    } else if (condition instanceof Condition.OfPartitions partitions) {
      found.group().add(new GroupRule(rule, partitions.plan(), runnable.group().limit()));
    }
  }

  private AlertRule alertRule(RunnableRule runnable, Owner owner, int domain) {
    Rule.AlertingRule rule = runnable.rule();
    External external = settings.external();
    return new AlertRule(
        AlertRule.key(owner, rule.labels()),
        owner,
        new AlertPolicy(
            rule.hold(),
            rule.keepFiringFor(),
            settings.noData(),
            AlertPolicy.DEFAULT_NO_DATA_TIMEOUT),
        runnable.group().interval().orElse(settings.defaultInterval()).toMillis(),
        domain,
        new AlertTemplates(
            rule.name(),
            runnable.labels(),
            runnable.annotations(),
            external,
            external.linkTo(Printer.print(rule.expr()))));
  }

  /*
   * A rule belongs to the derived stage if a leaf can match a derived metric. One that decides on one
   * series and names no metric is evaluated in both, on the series of each.
   */
  private boolean belongsHere(Condition condition) {
    List<SeriesSelector> leaves = condition.leaves();
    if (condition instanceof Condition.OfSeries && leaves.get(0).metricName().isEmpty()) {
      return true;
    }
    boolean isDerived =
        leaves.stream()
            .map(SeriesSelector::metricName)
            .anyMatch(name -> name.isEmpty() || name.startsWith(LogTally.METRIC_PREFIX));
    return isDerived == (stage == Stage.DERIVED);
  }
}
