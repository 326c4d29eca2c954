package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogTally;
import io.barograph.core.template.External;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
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

  private final ArrayList<RulePacks.RuleText> texts;
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
      Collection<RulePacks.RuleText> texts,
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
    return new RuleSet(
        found.series(), found.group(), domains.of(found.series(), found.group()));
  }

  /** The rules of both kinds that were found so far. */
  private record Found(List<SeriesRule> series, List<GroupRule> group) {
    static Found none() {
      return new Found(new ArrayList<>(), new ArrayList<>());
    }
  }

  private void rulesInto(
      Found found, RuleOwners owners, Domains domains, List<String> problems) {
    for (RulePacks.RuleText text : texts) {
      try {
        for (RuleGroup group : RuleFile.parse(text.file(), text.text()).groups()) {
          for (Rule rule : group.rules()) {
            add(text, group, rule, owners, found, domains, problems);
          }
        }
      } catch (RuleFileException invalid) {
        invalid.errors().forEach(error -> problems.add(error.toString()));
      }
    }
  }

  private void add(
      RulePacks.RuleText text,
      RuleGroup group,
      Rule rule,
      RuleOwners owners,
      Found found,
      Domains domains,
      List<String> problems) {
    if (!(rule instanceof Rule.AlertingRule alerting)) {
      problems.add(
          "%s: group \"%s\", record \"%s\": recording rules are not supported yet"
              .formatted(text.file(), group.name(), rule.name()));
      return;
    }
    Owner owner = owners.add(text.pack(), group.name(), alerting);
    Map<String, Template> labels =
        templates(text, group, alerting, "labels", alerting.labels(), problems);
    Map<String, Template> annotations =
        templates(text, group, alerting, "annotations", alerting.annotations(), problems);
    External external = settings.external();
    AlertTemplates templates =
        new AlertTemplates(
            rule.name(),
            labels,
            annotations,
            external,
            external.linkTo(Printer.print(alerting.expr())));
    Compilation compilation = SeriesCompiler.compile(alerting.expr(), settings.evaluation());
    if (compilation instanceof Compilation.Plan plan) {
      List<SeriesSelector> leaves = plan.expression().selectors();
      if (belongsHere(leaves.subList(0, 1), true)) {
        AlertRule head = head(group, alerting, owner, domains.indexFor(leaves), templates);
        found.series().add(new SeriesRule(head, plan.expression()));
      }
      return;
    }
    try {
      PartitionPlan plan =
          PartitionPlan.of(
              alerting.expr(), List.copyOf(rule.labels().keySet()), settings.evaluation());
      List<SeriesSelector> leaves =
          plan.plan().leaves().stream()
              .flatMap(leaf -> leaf.expression().selectors().stream())
              .toList();
      if (belongsHere(leaves, false)) {
        AlertRule head = head(group, alerting, owner, domains.indexFor(leaves), templates);
        found.group().add(new GroupRule(head, plan));
      }
    } catch (IllegalArgumentException refused) {
      problems.add(
          "%s: group \"%s\", alert \"%s\": %s"
              .formatted(text.file(), group.name(), rule.name(), refused.getMessage()));
    }
  }

  private AlertRule head(
      RuleGroup group,
      Rule.AlertingRule rule,
      Owner owner,
      int domain,
      AlertTemplates templates) {
    return new AlertRule(
        AlertRule.key(owner, rule.labels()),
        owner,
        new AlertPolicy(
            rule.hold(),
            rule.keepFiringFor(),
            settings.noData(),
            AlertPolicy.DEFAULT_NO_DATA_TIMEOUT),
        group.interval().orElse(settings.defaultInterval()).toMillis(),
        domain,
        templates);
  }

  private static Map<String, Template> templates(
      RulePacks.RuleText text,
      RuleGroup group,
      Rule rule,
      String field,
      Map<String, String> texts,
      List<String> problems) {
    Map<String, Template> templates = new TreeMap<>();
    texts.forEach(
        (name, value) -> {
          String place =
              "%s: group \"%s\", alert \"%s\", field \"%s\": \"%s\" "
                  .formatted(text.file(), group.name(), rule.name(), field, name);
          try {
            Template template = Template.parse(rule.name(), value);
            if (template.usesQuery()) {
              problems.add(place + "calls query, which is not supported in templates: use $value");
            }
            templates.put(name, template);
          } catch (TemplateException invalid) {
            problems.add(
                place + "is no template: line %d: %s".formatted(invalid.line(), invalid.reason()));
          }
        });
    return templates;
  }

  /**
   * True if a rule with these leaves belongs to this stage: to the derived one if a leaf can match a
   * derived metric.
   *
   * @param mayBeSplit true if a leaf without a metric name may be evaluated in both stages, on the
   *     series of each
   */
  private boolean belongsHere(List<SeriesSelector> leaves, boolean mayBeSplit) {
    boolean isUnnamed = leaves.stream().anyMatch(leaf -> leaf.metricName().isEmpty());
    if (isUnnamed && mayBeSplit) {
      return true;
    }
    boolean isDerived =
        isUnnamed
            || leaves.stream()
                .anyMatch(leaf -> leaf.metricName().startsWith(LogTally.METRIC_PREFIX));
    return isDerived == (stage == Stage.DERIVED);
  }
}
