package io.barograph.promql.rules;

import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the file {@value #FILE_NAME} of a rule pack says, for which Prometheus's rule files have no
 * place.
 *
 * @param name what the file is called in messages
 * @param overrides in the order of the file
 */
public record PackSettings(String name, List<RuleOverride> overrides) {
  /** What the file is called; it lies in the folder of the pack. */
  public static final String FILE_NAME = "barograph.yml";

  /** Those of a pack without the file. */
  public static final PackSettings NONE = new PackSettings(FILE_NAME, List.of());

  public PackSettings {
    overrides = List.copyOf(overrides);
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

  /** When {@code rule}, which is in {@code group}, is evaluated. */
  public Evaluation evaluationOf(RuleGroup group, AlertingRule rule) {
    return overrides.stream()
        .filter(override -> override.covers(group, rule))
        .map(RuleOverride::evaluation)
        .findFirst()
        .orElse(Evaluation.ON_TICK);
  }

  /**
   * What is wrong with the overrides if these are the rules of the pack: those that cover no rule,
   * contradict another, or ask of a rule what cannot be done.
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
      contradiction(override, pack).ifPresent(problems::add);
      if (override.evaluation() == Evaluation.ON_ARRIVAL) {
        addImpossible(override, pack, problems);
      }
    }
    return problems;
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

  /** That an override before it says something else of the same rule. */
  private Optional<RuleFileError> contradiction(RuleOverride override, List<RunnableRules> pack) {
    for (RunnableRules rules : pack) {
      for (RunnableRule rule : rules.rules()) {
        if (override.covers(rule.group(), rule.rule())) {
          for (RuleOverride other : overrides.subList(0, override.number() - 1)) {
            if (other.covers(rule.group(), rule.rule())
                && other.evaluation() != override.evaluation()) {
              return Optional.of(
                  problem(
                      override,
                      "evaluate",
                      "%s for %s, where the override in line %d says %s: take the rule out of one"
                          .formatted(
                              override.evaluation().wireName(),
                              name(rule, rules.file()),
                              other.place().line(),
                              other.evaluation().wireName())));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private void addImpossible(
      RuleOverride override, List<RunnableRules> pack, List<RuleFileError> problems) {
    for (RunnableRules rules : pack) {
      for (RunnableRule rule : rules.rules()) {
        if (override.covers(rule.group(), rule.rule())) {
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
