package io.barograph.promql.rules;

import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.rules.Recordings.Place;
import io.barograph.promql.rules.Rule.AlertingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What of a rule file can be run, and why the rest cannot.
 *
 * @param file the file
 * @param rules in the order of the file
 * @param refused one or more errors for each rule that is not among {@code rules}
 * @param unrecovered those of {@code rules} whose recovery expression does not fit
 */
public record RunnableRules(
    RuleFile file,
    List<RunnableRule> rules,
    List<RuleFileError> refused,
    List<Unrecovered> unrecovered) {
  public RunnableRules {
    rules = List.copyOf(rules);
    refused = List.copyOf(refused);
    unrecovered = List.copyOf(unrecovered);
  }

  /**
   * That a rule's recovery expression does not fit it, so that it is there without.
   *
   * @param reason a sentence with what to do
   */
  public record Unrecovered(RunnableRule rule, String reason) {}

  /** The rules but those whose recovery expression does not fit. */
  public List<RunnableRule> recoverable() {
    return rules.stream()
        .filter(rule -> unrecovered.stream().noneMatch(unfit -> unfit.rule().equals(rule)))
        .toList();
  }

  /**
   * An alerting rule, ready to run.
   *
   * @param settings what its pack's overrides say of it
   * @param labels templates of the alert's labels, by name
   * @param annotations templates of the alert's annotations, by name
   */
  public record RunnableRule(
      RuleGroup group,
      AlertingRule rule,
      Condition condition,
      RuleSettings settings,
      Map<String, Template> labels,
      Map<String, Template> annotations) {

    /** True if one element of the condition may be another alert from tick to tick. */
    public boolean labelsVary() {
      return labels.values().stream().anyMatch(Template::varies);
    }

    private RunnableRule withCondition(Condition other) {
      return new RunnableRule(group, rule, other, settings, labels, annotations);
    }
  }

  /**
   * What of {@code file} can be run, if no override speaks of its rules.
   *
   * @param recordings the recording rules that its rules may read
   * @param options how its expressions are evaluated
   */
  public static RunnableRules of(RuleFile file, Recordings recordings, EvaluationOptions options) {
    return of(file, recordings, PackSettings.NONE, options);
  }

  /**
   * What of {@code file} can be run.
   *
   * @param recordings the recording rules that its rules may read
   * @param pack the settings of the pack that the file belongs to
   * @param options how its expressions are evaluated
   */
  public static RunnableRules of(
      RuleFile file, Recordings recordings, PackSettings pack, EvaluationOptions options) {
    List<RunnableRule> rules = new ArrayList<>();
    List<RuleFileError> refused = new ArrayList<>();
    List<Unrecovered> unrecovered = new ArrayList<>();
    for (RuleGroup group : file.groups()) {
      for (int i = 0; i < group.rules().size(); i++) {
        Refusals refusals = new Refusals(file, group, i, refused);
        try {
          Expr expr = recordings.expand(file, group, i);
          Rule rule = group.rules().get(i);
          Map<String, Template> labels =
              rule instanceof AlertingRule
                  ? templates("labels", rule, rule.labels(), refusals)
                  : Map.of();
          Condition condition = Condition.of(expr, group, labels, options);
          if (rule instanceof AlertingRule alerting) {
            recordings
                .waitsForItself(file, group, i)
                .forEach(reason -> refusals.add("expr", reason));
            Map<String, Template> annotations =
                templates("annotations", alerting, alerting.annotations(), refusals);
            if (refusals.isEmpty()) {
              RuleSettings settings = pack.of(group, alerting);
              RunnableRule ready =
                  new RunnableRule(group, alerting, condition, settings, labels, annotations);
              Place place = new Place(file.name(), group.name(), i);
              rules.add(
                  settings
                      .recover()
                      .map(
                          recover ->
                              recovering(
                                  ready,
                                  expr,
                                  () -> recordings.expand(recover, place),
                                  options,
                                  unrecovered))
                      .orElse(ready));
            }
          }
        } catch (IllegalArgumentException unusable) {
          refusals.add("expr", unusable.getMessage());
        }
      }
    }
    return new RunnableRules(file, rules, refused, unrecovered);
  }

  /** The rule with a recovery expression, if that fits. */
  private static RunnableRule recovering(
      RunnableRule rule,
      Expr expr,
      Supplier<Expr> expansion,
      EvaluationOptions options,
      List<Unrecovered> unrecovered) {
    try {
      Expr recovery = expansion.get();
      Optional<String> reason = Recovery.whyNot(rule.condition(), expr, recovery, options);
      if (reason.isEmpty()) {
        return rule.withCondition(
            Condition.of(expr, Optional.of(recovery), rule.group(), rule.labels(), options));
      }
      unrecovered.add(new Unrecovered(rule, reason.get()));
    } catch (IllegalArgumentException unusable) {
      unrecovered.add(new Unrecovered(rule, unusable.getMessage()));
    }
    return rule;
  }

  private static Map<String, Template> templates(
      String field, Rule rule, Map<String, String> texts, Refusals refusals) {
    Map<String, Template> templates = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          try {
            Template template = Template.parse(rule.name(), text);
            if (template.usesQuery()) {
              refusals.add(
                  field,
                  "\"%s\" calls query, which is not supported in templates: use $value"
                      .formatted(name));
            }
            templates.put(name, template);
          } catch (TemplateException invalid) {
            refusals.add(
                field,
                "\"%s\" is no template: line %d: %s"
                    .formatted(name, invalid.line(), invalid.reason()));
          }
        });
    return templates;
  }

  /** Collects why one rule cannot be run. */
  private static final class Refusals {
    private final RuleFile file;
    private final RuleGroup group;
    private final int index;
    private final List<RuleFileError> all;
    private final int before;

    Refusals(RuleFile file, RuleGroup group, int index, List<RuleFileError> all) {
      this.file = file;
      this.group = group;
      this.index = index;
      this.all = all;
      this.before = all.size();
    }

    void add(String field, String reason) {
      Rule rule = group.rules().get(index);
      RulePlace place = group.places().get(index);
      String kind = rule instanceof AlertingRule ? "alert" : "record";
      all.add(
          new RuleFileError(
              file.name(),
              place.line(),
              place.column(),
              group.name(),
              "%s \"%s\"".formatted(kind, rule.name()),
              field,
              reason));
    }

    boolean isEmpty() {
      return all.size() == before;
    }
  }
}
