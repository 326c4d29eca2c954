package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.incident.SteadyRules;
import io.barograph.core.labels.Labels;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.template.External;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.ml.watch.MissingParts;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.Condition;
import io.barograph.promql.rules.PackSet;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleSettings;
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

  private static final SharedRuleSets SHARED = new SharedRuleSets();
  private static final ChangedRules CHANGED = new ChangedRules();

  private final PackTexts texts;
  private final StageInputs inputs;
  private final Settings settings;

  /** The alerts that several rules gave when the job was started: these are merged for good. */
  private final TreeSet<String> sharedAtStart;

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

  /** The series that these packs watch, those that stand: the first that takes a series holds. */
  public List<SeriesWatch> watches() {
    return packSettings().stream().flatMap(pack -> pack.detectors().stream()).toList();
  }

  /** The series that these packs forecast: the first that takes a series holds. */
  public List<ForecastWatch> forecasts() {
    return packSettings().stream().flatMap(pack -> pack.forecasts().stream()).toList();
  }

  /** The failures that these packs predict: the first that takes a series holds. */
  public List<FailureWatch> predictions() {
    return packSettings().stream().flatMap(pack -> pack.predictions().stream()).toList();
  }

  /** The entities that these packs watch: the first that takes a series holds. */
  public List<EntityWatch> entities() {
    return packSettings().stream().flatMap(pack -> pack.entities().stream()).toList();
  }

  /** The entities that these packs compare: the first that takes a series holds. */
  public List<PeerWatch> peers() {
    return packSettings().stream().flatMap(pack -> pack.peers().stream()).toList();
  }

  /**
   * How business records are judged by these packs, those that stand: what the first says of a key
   * holds.
   */
  public MeasurePolicies measures() {
    MeasurePolicies policies = MeasurePolicies.DEFAULT;
    for (PackSettings pack : packSettings()) {
      policies = policies.followedBy(pack.measures());
    }
    return policies;
  }

  /** What to do about incidents by these packs, those that stand, in their order. */
  public Recommendations recommendations() {
    return new Recommendations(
        packSettings().stream().flatMap(pack -> pack.recommendations().stream()).toList());
  }

  /** The rules of these packs that stand and whose alerts are no incident if they flap. */
  public SteadyRules steadyRules() {
    Set<Owner> steady = new HashSet<>();
    RuleOwners owners = new RuleOwners();
    for (Stated stated : rules(new ArrayList<>())) {
      if (!stated.isShadow) {
        Owner owner = ownerOf(stated, owners);
        if (!stated.rule.settings().mayFlap()) {
          steady.add(owner);
        }
      }
    }
    return new SteadyRules(steady);
  }

  private static Owner ownerOf(Stated stated, RuleOwners owners) {
    return owners.add(
        stated.pack.name(), stated.pack.version(), stated.rule.group().name(), stated.rule.rule());
  }

  private List<PackSettings> packSettings() {
    List<PackSettings> all = new ArrayList<>();
    for (PackText pack : texts.live()) {
      if (pack.settings().isPresent()) {
        PackText.File file = pack.settings().get();
        try {
          all.add(whole(file.name(), PackSettings.parse(file.name(), file.text())));
        } catch (RuleFileException invalid) {
          throw new InvalidOptionsException(invalid.getMessage());
        }
      }
    }
    return all;
  }

  /** Settings that name nothing which this build is without. */
  private static PackSettings whole(String file, PackSettings settings) {
    List<String> missing = MissingParts.of(settings.detectors(), settings.peers());
    if (!missing.isEmpty()) {
      throw new InvalidOptionsException(file + ": " + String.join("; ", missing));
    }
    return settings;
  }

  /** The packs that stand, in the order of their rules. */
  public List<PackText> packs() {
    return texts.live();
  }

  private static PackRules of(JobOptions options, PackTexts packs) {
    PackRules rules = new PackRules(packs, StageInputs.NONE, Settings.of(options), Set.of());
    List<String> problems = new ArrayList<>();
    RuleOwners owners = new RuleOwners();
    rules.rulesInto(Found.none(), owners, new Domains(List.of()), problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(
          "the rules cannot be used:\n  " + String.join("\n  ", problems));
    }
    rules.sharedAtStart.addAll(owners.sharedNames());
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
    for (Stated stated : rules(new ArrayList<>())) {
      if (stated.rule.condition().leaves().stream().anyMatch(SeriesSelector::readsAlerts)) {
        names.add(stated.rule.rule().name());
      }
    }
    return names;
  }

  /** For how long before a time the job must have run to tell of alerts then. */
  public Duration warmUp() {
    Duration most = Duration.ZERO;
    for (Stated stated : rules(new ArrayList<>())) {
      Owner owner = new Owner(stated.pack.name(), "", stated.rule.rule().name(), "");
      Duration own = RuleWarmUp.of(stated.rule.condition(), alertRule(stated, owner, 0));
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
    RuleOwners owners = new RuleOwners();
    rulesInto(Found.none(), owners, new Domains(inputs.all()), problems);
    for (String name : owners.sharedNames()) {
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
    return SHARED.get(this, this::compiled);
  }

  private RuleSet compiled() {
    Domains domains = new Domains(inputs.all());
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

  /** A rule that can be run, and where it stands. */
  private record Stated(PackSet.Pack pack, RunnableRule rule, boolean isShadow) {}

  /**
   * Finds all rules; one that is tried never shares an alert with one that stands.
   *
   * @param owners of the alerts that are published
   */
  private void rulesInto(Found found, RuleOwners owners, Domains domains, List<String> problems) {
    RuleOwners tried = new RuleOwners();
    for (Stated rule : rules(problems)) {
      add(rule, ownerOf(rule, rule.isShadow ? tried : owners), found, domains);
    }
  }

  /**
   * Every rule that can be run, in the same order each time. A version that is tried reads what the
   * packs would record if it stood.
   */
  private List<Stated> rules(List<String> problems) {
    List<Stated> all = new ArrayList<>();
    read(texts.live(), problems).packs().forEach(pack -> rulesInto(all, pack, false));
    for (PackText shadow : texts.shadows()) {
      List<PackText> asIfLive = texts.withLive(shadow.name(), Optional.of(shadow)).live();
      PackSet.Pack pack = read(asIfLive, problems).pack(shadow.name()).orElseThrow();
      rulesInto(all, pack, true);
    }
    return all;
  }

  private static void rulesInto(List<Stated> all, PackSet.Pack pack, boolean isShadow) {
    for (RunnableRules file : pack.files()) {
      for (RunnableRule rule : file.rules()) {
        all.add(new Stated(pack, rule, isShadow || rule.settings().isShadow()));
      }
    }
  }

  private PackSet read(List<PackText> packs, List<String> problems) {
    PackSet set = PackSet.of(packs, settings.defaultInterval(), settings.evaluation());
    set.problems().forEach(problem -> problems.add(problem.toString()));
    return set;
  }

  private void add(Stated stated, Owner owner, Found found, Domains domains) {
    RunnableRule runnable = stated.rule;
    Optional<Condition> here = inputs.here(runnable.condition());
    if (here.isEmpty()) {
      return;
    }
    Condition condition = here.get();
    AlertRule rule = alertRule(stated, owner, domains.indexFor(condition.leaves()));
    if (condition instanceof Condition.OfSeries series) {
      found
          .series()
          .add(
              new SeriesRule(
                  rule, series.expression(), series.recovery(), runnable.settings().isOnArrival()));
    } else if (condition instanceof Condition.OfPartitions partitions) {
      found.group().add(new GroupRule(rule, partitions.plan(), runnable.group().limit()));
    }
  }

  private AlertRule alertRule(Stated stated, Owner owner, int domain) {
    RunnableRule runnable = stated.rule;
    Rule.AlertingRule rule = runnable.rule();
    RuleSettings overrides = runnable.settings();
    return new AlertRule(
        stated.isShadow
            ? AlertRule.shadowKey(owner, rule.labels())
            : AlertRule.key(owner, rule.labels()),
        owner,
        new AlertPolicy(
            rule.hold(),
            rule.keepFiringFor(),
            overrides.noData().orElse(settings.noData()),
            overrides.noDataTimeout().orElse(AlertPolicy.DEFAULT_NO_DATA_TIMEOUT)),
        runnable.group().interval().orElse(settings.defaultInterval()).toMillis(),
        domain,
        new AlertTemplates(
            rule.name(),
            runnable.labels(),
            runnable.annotations(),
            overrides.priority(),
            settings.external(),
            Printer.print(rule.expr())),
        overrides.halts().map(Duration::toMillis).orElse(0L));
  }
}
