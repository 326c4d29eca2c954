package io.barograph.promql.rules;

import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.incident.Recommendation;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the file {@value #FILE_NAME} of a rule pack says, for which Prometheus's rule files have no
 * place.
 *
 * @param name what the file is called in messages
 * @param overrides in the order of the file
 * @param slos its objectives, in the order of the file
 * @param healthChecks its health scores, in the order of the file
 * @param measures how business records are judged
 * @param patterns its chains of state changes, in the order of the file
 * @param recommendations what to do about incidents, in the order of the file
 * @param detectors the series that are watched, in the order of the file
 * @param forecasts the series that are forecast, in the order of the file
 * @param predictions the units whose failures are predicted, in the order of the file
 * @param entities what is watched by all its metrics at once, in the order of the file
 * @param peers the entities that are compared with one another, in the order of the file
 */
public record PackSettings(
    String name,
    List<RuleOverride> overrides,
    List<Slo> slos,
    List<HealthCheck> healthChecks,
    MeasurePolicies measures,
    List<ChainPattern> patterns,
    List<Recommendation> recommendations,
    List<SeriesWatch> detectors,
    List<ForecastWatch> forecasts,
    List<FailureWatch> predictions,
    List<EntityWatch> entities,
    List<PeerWatch> peers) {
  /** What the file is called; it lies in the folder of the pack. */
  public static final String FILE_NAME = "barograph.yml";

  /** Those of a pack without the file. */
  public static final PackSettings NONE = none(FILE_NAME);

  public PackSettings {
    overrides = List.copyOf(overrides);
    slos = List.copyOf(slos);
    healthChecks = List.copyOf(healthChecks);
    patterns = List.copyOf(patterns);
    recommendations = List.copyOf(recommendations);
    detectors = List.copyOf(detectors);
    forecasts = List.copyOf(forecasts);
    predictions = List.copyOf(predictions);
    entities = List.copyOf(entities);
    peers = List.copyOf(peers);
  }

  /** Those of a file that says nothing. */
  static PackSettings none(String name) {
    return new PackSettings(
        name,
        List.of(),
        List.of(),
        List.of(),
        MeasurePolicies.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * The settings in {@code text}.
   *
   * @param name what the file is called in messages
   * @throws RuleFileException if anything is wrong with it, with all that is wrong
   */
  public static PackSettings parse(String name, String text) throws RuleFileException {
    return new PackSettingsReader(name).read(text);
  }

  /**
   * The rules that its objectives and health scores make, as a file of its own name; empty if it
   * has none. They are rules of the pack like those in its rule files.
   */
  public Optional<RuleFile> madeRules() {
    List<RuleGroup> groups = new ArrayList<>();
    slos.forEach(slo -> groups.addAll(SloRules.of(slo)));
    healthChecks.forEach(check -> groups.add(HealthRules.of(check)));
    return groups.isEmpty() ? Optional.empty() : Optional.of(new RuleFile(name, groups));
  }

  /**
   * What is said of {@code rule}, which is in {@code group}. Where several overrides say the same
   * field, the last of them holds.
   */
  public RuleSettings of(RuleGroup group, AlertingRule rule) {
    RuleSettings settings = RuleSettings.NONE;
    for (RuleOverride override : overrides) {
      if (override.covers(group, rule)) {
        settings = settings.with(override.settings());
      }
    }
    return settings;
  }

  /**
   * What is wrong with the overrides if these are the rules of the pack: those that cover no rule,
   * or ask of a rule what cannot be done.
   */
  public List<RuleFileError> problems(List<RunnableRules> pack) {
    List<RuleFileError> problems = new ArrayList<>();
    for (RuleOverride override : overrides) {
      if (!coversAny(override, pack)) {
        problems.add(
            problem(
                override,
                "match",
                "matches no alerting rule of the pack: check its names against the rule files"));
      }
      if (override.settings().isOnArrival()) {
        addImpossible(override, pack, problems);
      }
      pack.forEach(rules -> problems.addAll(unrecovered(override, rules)));
    }
    return problems;
  }

  /** What is wrong with the recovery expressions of the rules of one file. */
  public List<RuleFileError> unrecovered(RunnableRules rules) {
    return overrides.stream().flatMap(override -> unrecovered(override, rules).stream()).toList();
  }

  private static boolean coversAny(RuleOverride override, List<RunnableRules> pack) {
    return pack.stream()
        .flatMap(rules -> rules.file().groups().stream())
        .anyMatch(
            group ->
                group.rules().stream()
                    .anyMatch(
                        rule ->
                            rule instanceof AlertingRule alerting
                                && override.covers(group, alerting)));
  }

  private void addImpossible(
      RuleOverride override, List<RunnableRules> pack, List<RuleFileError> problems) {
    for (RunnableRules rules : pack) {
      for (RunnableRule rule : rules.rules()) {
        if (holds(override, rule, RuleSettings::evaluation)) {
          PlainThreshold.whyNot(rule)
              .ifPresent(
                  reason ->
                      problems.add(
                          problem(
                              override,
                              "evaluate",
                              "%s cannot be evaluated on arrival: %s; take it out of match"
                                  .formatted(name(rule, rules.file()), reason))));
        }
      }
    }
  }

  private List<RuleFileError> unrecovered(RuleOverride override, RunnableRules rules) {
    return rules.unrecovered().stream()
        .filter(unfit -> holds(override, unfit.rule(), RuleSettings::recover))
        .map(
            unfit ->
                problem(
                    override,
                    "recover",
                    "cannot be used for %s: %s"
                        .formatted(name(unfit.rule(), rules.file()), unfit.reason())))
        .toList();
  }

  /** True if it says the field of the rule, and none behind it does. */
  private boolean holds(
      RuleOverride override, RunnableRule rule, Function<RuleSettings, Optional<?>> field) {
    return overrides.stream()
        .filter(one -> field.apply(one.settings()).isPresent())
        .filter(one -> one.covers(rule.group(), rule.rule()))
        .reduce((earlier, later) -> later)
        .filter(override::equals)
        .isPresent();
  }

  private static String name(RunnableRule rule, RuleFile file) {
    return "alert \"%s\" of group \"%s\" in %s"
        .formatted(rule.rule().name(), rule.group().name(), file.name());
  }

  private RuleFileError problem(RuleOverride override, String field, String message) {
    return new RuleFileError(
        name,
        override.place().line(),
        override.place().column(),
        "",
        PackSettingsReader.nameOf(override.number()),
        field,
        message);
  }
}
