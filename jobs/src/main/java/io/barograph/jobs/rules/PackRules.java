package io.barograph.jobs.rules;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.incident.SteadyRules;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.rules.PackSet;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.RunnableRules;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of the packs that the options name, for one of the job's series stages.
 *
 * <p>Rules on derived samples have a stage of their own, so a slow signal never holds a plain
 * threshold up.
 */
public final class PackRules implements RuleSet.Source {
  /** The name of the input of what shows alerts. */
  public static final String FEEDBACK = "samples-feedback";

  /**
   * Like the fields, here and in {@link Settings}, a part of what {@link #digest} is made of, and
   * so of the savepoint format: never change.
   */
  private static final long serialVersionUID = -4311566123706833042L;

  private static final SharedRuleSets SHARED = new SharedRuleSets();
  private static final ChangedRules CHANGED = new ChangedRules();

  private final PackTexts texts;
  private final StageInputs inputs;
  private final Settings settings;

  /** The alerts that several rules gave when the job was started: these are merged for good. */
  private final TreeSet<String> sharedAtStart;

  /** What the options say of all rules. */
  record Settings(
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
      PackTexts texts, StageInputs inputs, Settings settings, Collection<String> sharedAtStart) {
    this.texts = texts;
    this.inputs = inputs;
    this.settings = settings;
    this.sharedAtStart = new TreeSet<>(sharedAtStart);
  }

  /**
   * Reads and checks the packs.
   *
   * @throws InvalidOptionsException with everything that is wrong with them
   */
  public static PackRules read(JobOptions options) {
    return of(options, PackTexts.of(RulePacks.read(options.get(BarographOptions.RULE_PATHS))));
  }

  /**
   * The packs that the options name, or those that stand in the topic of rules in their place, and
   * that may change while the job runs.
   *
   * @param now milliseconds since the epoch
   * @throws InvalidOptionsException as {@link #read}
   */
  public static Published readPublished(JobOptions options, long now) {
    List<PackText> named = RulePacks.read(options.get(BarographOptions.RULE_PATHS));
    PublishedRules published =
        options.get(BarographOptions.RULES_CHANGE)
            ? PublishedRules.read(options, named, now)
            : PublishedRules.none(named);
    return new Published(of(options, published.packs()), published.feed());
  }

  /**
   * The rules of a job.
   *
   * @param rules those that it is started with
   * @param feed what is published from then on; empty if they do not change
   */
  public record Published(PackRules rules, Optional<RuleFeed.Source> feed) {}

  /**
   * What the packs that stand say besides their rules.
   *
   * @throws InvalidOptionsException if that cannot be read
   */
  public LiveSettings liveSettings() {
    return LiveSettings.of(texts.live());
  }

  /** The rules of these packs that stand and whose alerts are no incident if they flap. */
  public SteadyRules steadyRules() {
    Set<Owner> steady = new HashSet<>();
    RuleOwners owners = new RuleOwners();
    for (StatedRule stated : rules(new ArrayList<>())) {
      if (!stated.isShadow()) {
        Owner owner = stated.ownerAmong(owners);
        if (!stated.rule().settings().mayFlap()) {
          steady.add(owner);
        }
      }
    }
    return new SteadyRules(steady);
  }

  /** The packs that stand, in the order of their rules. */
  public List<PackText> packs() {
    return texts.live();
  }

  private static PackRules of(JobOptions options, PackTexts packs) {
    PackRules rules = new PackRules(packs, StageInputs.NONE, Settings.of(options), Set.of());
    List<String> problems = new ArrayList<>();
    StageRules checked = rules.ofStage(problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(
          "the rules cannot be used:\n  " + String.join("\n  ", problems));
    }
    rules.sharedAtStart.addAll(checked.sharedNames());
    return rules;
  }

  /**
   * The rules on raw samples.
   *
   * @param metricsOf for each input, a regular expression of the metric names that come from it
   */
  public PackRules onRaw(Map<String, String> metricsOf) {
    return new PackRules(texts, StageInputs.ofTelemetry(metricsOf), settings, sharedAtStart);
  }

  /**
   * The rules on derived samples. Their inputs are the signals, those of the other inputs whose
   * clocks some of them follows, and {@link #FEEDBACK} if some rule reads alerts.
   *
   * @param metricsOf for each input, a regular expression of the metric names that come from it
   * @param signals the same for each signal
   */
  public PackRules onDerived(Map<String, String> metricsOf, Map<String, String> signals) {
    Optional<String> feedback = readAlerts() ? Optional.of(FEEDBACK) : Optional.empty();
    StageInputs all = StageInputs.ofDerived(metricsOf, signals, feedback);
    List<RuleSet.Domain> domains =
        new PackRules(texts, all, settings, sharedAtStart).compile().domains();
    return new PackRules(texts, all.followedBy(domains), settings, sharedAtStart);
  }

  /** True if some rule, of whatever stage, reads what shows alerts. */
  public boolean readAlerts() {
    return !readersOfAlerts().isEmpty();
  }

  /** The names of the rules, of whatever stage, that read what shows alerts. */
  public SortedSet<String> readersOfAlerts() {
    SortedSet<String> names = new TreeSet<>();
    for (StatedRule stated : rules(new ArrayList<>())) {
      if (stated.rule().condition().leaves().stream().anyMatch(SeriesSelector::readsAlerts)) {
        names.add(stated.rule().rule().name());
      }
    }
    return names;
  }

  /** For how long before a time the job must have run to tell of alerts then. */
  public Duration warmUp() {
    Duration most = Duration.ZERO;
    for (StatedRule stated : rules(new ArrayList<>())) {
      RunnableRule rule = stated.rule();
      Owner owner = new Owner(stated.pack().name(), "", rule.rule().name(), "");
      Duration own = RuleWarmUp.of(rule.condition(), stated.alertRule(owner, 0, settings));
      most = own.compareTo(most) > 0 ? own : most;
    }
    return most;
  }

  /** True if the stage has no rule. */
  public boolean isEmpty() {
    return compile().size() == 0;
  }

  /** The names of the alerts that several rules can give, of whatever stage. */
  public Set<String> sharedAlertNames() {
    return Set.copyOf(sharedAtStart);
  }

  @Override
  public List<String> inputs() {
    return inputs.all().stream().map(RuleInput::name).toList();
  }

  @Override
  public boolean hasClock(int input) {
    return inputs.all().get(input).hasClock();
  }

  @Override
  public long digest() {
    return SharedRuleSets.digest(this).getLong(0);
  }

  /** The same for all who ask in this process: each operator does. */
  @Override
  public PackRules with(RuleChange change) {
    return CHANGED.get(this, change);
  }

  /** The same with a pack changed, whether or not that can be used. */
  PackRules changedBy(RuleChange change) {
    PackTexts changed = texts.withShadow(change.pack(), change.shadow());
    if (!change.isTrial()) {
      changed = changed.withLive(change.pack(), change.live());
    }
    return new PackRules(changed, inputs, settings, sharedAtStart);
  }

  /** Why the rules cannot take the place of those that the job was started with. */
  List<String> problemsOfChange() {
    List<String> problems = new ArrayList<>();
    for (String name : ofStage(problems).sharedNames()) {
      if (!sharedAtStart.contains(name)) {
        problems.add(
            "several rules give alerts named \"%s\", and did not when the job was started: start it again"
                .formatted(name));
      }
    }
    boolean lacksAlerts =
        inputs.isOfDerived()
            && readAlerts()
            && inputs.all().stream().noneMatch(input -> input.name().equals(FEEDBACK));
    if (lacksAlerts) {
      problems.add("some rule reads ALERTS, and none did when the job was started: start it again");
    }
    for (String input : inputs.unfollowed(domainsOfAllInputs())) {
      problems.add(
          "some rule on derived samples reads \"%s\" too, and none did when the job was started: start it again"
              .formatted(input));
    }
    return problems;
  }

  private List<RuleSet.Domain> domainsOfAllInputs() {
    return new PackRules(texts, inputs.whole(), settings, sharedAtStart).compile().domains();
  }

  /** The rules, compiled once for all who ask in this process. */
  @Override
  public RuleSet compile() {
    return SHARED.get(this, () -> ofStage(new ArrayList<>()).compile());
  }

  /**
   * The rules of this stage.
   *
   * @param problems takes what is wrong with those that cannot be run, of whatever stage
   */
  private StageRules ofStage(List<String> problems) {
    StageRules stage = new StageRules(inputs, settings);
    rules(problems).forEach(stage::add);
    return stage;
  }

  /**
   * Every rule that can be run, in the same order each time. A version that is tried reads what the
   * packs would record if it stood.
   */
  private List<StatedRule> rules(List<String> problems) {
    List<StatedRule> all = new ArrayList<>();
    read(texts.live(), problems).packs().forEach(pack -> rulesInto(all, pack, false));
    for (PackText shadow : texts.shadows()) {
      List<PackText> asIfLive = texts.withLive(shadow.name(), Optional.of(shadow)).live();
      PackSet.Pack pack = read(asIfLive, problems).pack(shadow.name()).orElseThrow();
      rulesInto(all, pack, true);
    }
    return all;
  }

  private static void rulesInto(List<StatedRule> all, PackSet.Pack pack, boolean isShadow) {
    for (RunnableRules file : pack.files()) {
      for (RunnableRule rule : file.rules()) {
        all.add(new StatedRule(pack, rule, isShadow || rule.settings().isShadow()));
      }
    }
  }

  private PackSet read(List<PackText> packs, List<String> problems) {
    PackSet set = PackSet.of(packs, settings.defaultInterval(), settings.evaluation());
    set.problems().forEach(problem -> problems.add(problem.toString()));
    return set;
  }
}
