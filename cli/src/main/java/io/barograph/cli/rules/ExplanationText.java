package io.barograph.cli.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.explain.RuleCost;
import io.barograph.promql.explain.RuleExplanation;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.LabelNames;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RuleSettings;
import io.barograph.promql.vector.Fold;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.PlanSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explanations of rules as a person reads them: a paragraph for each. */
public final class ExplanationText {
  private ExplanationText() {}

  /** The paragraph about a rule that runs. */
  public static String of(String file, RuleExplanation explained) {
    List<String> lines = new ArrayList<>();
    Duration hold = explained.rule().hold();
    lines.add(
        "%s:%d:%d: alert \"%s\" of group \"%s\", every %s%s"
            .formatted(
                file,
                explained.place().line(),
                explained.place().column(),
                explained.rule().name(),
                explained.group(),
                Durations.format(explained.interval()),
                hold.isZero() ? "" : ", for " + Durations.format(hold)));
    add(lines, "expression", Printer.print(explained.rule().expr()));
    add(
        lines,
        "runs",
        explained
            .partitions()
            .map(
                plan ->
                    "in %d stages: the leaves beside the samples of each series, the rest by partitions"
                        .formatted(1 + plan.levels()))
            .orElse("on each series alone, beside its samples"));
    if (explained.labelsVary()) {
      add(
          lines,
          "labels",
          "rest on the value or the time: when they change, one alert ends and another begins");
    }
    if (explained.partitions().isEmpty()) {
      add(lines, "reads", reading(explained.leaves().get(0)));
    }
    explained.partitions().ifPresent(plan -> partitions(lines, plan));
    overrides(lines, explained);
    cost(lines, explained.cost());
    return String.join(System.lineSeparator(), lines);
  }

  /** The paragraph about a rule that does not run. */
  public static String of(RuleFileError refused) {
    return "%s%n  %-12snot: a job refuses it".formatted(refused, "runs");
  }

  private static void overrides(List<String> lines, RuleExplanation explained) {
    RuleSettings settings = explained.settings();
    settings
        .recover()
        .ifPresent(
            recover -> {
              add(lines, "recovers", Printer.print(recover) + ": until then it goes on firing");
              if (explained.partitions().isEmpty()) {
                add(lines, "  reads", reading(explained.leaves().get(1)));
              }
            });
    List<String> others = new ArrayList<>();
    settings.noData().ifPresent(policy -> others.add("noData " + policy.wireName()));
    settings
        .noDataTimeout()
        .ifPresent(timeout -> others.add("noDataTimeout " + Durations.format(timeout)));
    settings.priority().ifPresent(priority -> others.add("priority " + priority));
    settings.evaluation().ifPresent(when -> others.add("evaluate " + when.wireName()));
    if (!others.isEmpty()) {
      add(lines, "overrides", String.join(", ", others));
    }
  }

  /** Which series a leaf reads, how far back, and when. */
  private static String reading(Leaf leaf) {
    Leaf.Place place = leaf.place();
    String series =
        leaf.expression().selectors().stream()
            .map(ExplanationText::selector)
            .distinct()
            .collect(Collectors.joining(" and "));
    String when =
        place.stepMillis() == 0
            ? "at each tick"
            : "every %s, kept for %s"
                .formatted(millis(place.stepMillis()), millis(place.reachMillis()));
    return "%s, %s back, %s%s"
        .formatted(
            series,
            millis(leaf.expression().windowMillis()),
            when,
            switch (place.asks()) {
              case DATA -> "";
              case ABSENCE -> "; asks for missing series";
              case RECOVERY -> "; asks for recovery";
            });
  }

  private static String selector(SeriesSelector selector) {
    String name = selector.metricName();
    String matchers =
        selector.matchers().stream()
            .filter(matcher -> !matcher.equals(LabelMatcher.equal(Labels.METRIC_NAME, name)))
            .map(LabelMatcher::toString)
            .collect(Collectors.joining(","));
    return matchers.isEmpty() ? name : name + "{" + matchers + "}";
  }

  private static void partitions(List<String> lines, PartitionPlan plan) {
    int piece = 0;
    for (PlanSource source : plan.plan().sources()) {
      if (source instanceof Leaf leaf) {
        add(lines, "leaf", Printer.print(leaf.expr()));
        add(lines, "  reads", reading(leaf));
      } else {
        add(lines, "piece", Printer.print(source.expr()));
        List<String> inside = new ArrayList<>();
        partitions(inside, plan.pieces().get(piece++));
        inside.forEach(line -> lines.add("  " + line));
      }
      add(
          lines,
          "  sends",
          source
              .fold()
              .map(ExplanationText::sent)
              .orElse("what each series gives, with its labels"));
    }
    boolean splits = plan.labels().splits();
    add(
        lines,
        "partitions",
        splits
            ? "by %s: series that agree on these labels are evaluated together"
                .formatted(names(plan.key()))
            : "one: all series are evaluated in one place");
    plan.labels()
        .constants()
        .forEach(
            (name, value) -> {
              if (plan.key().contains(name) && !isOfEveryRule(name)) {
                add(lines, "", "%s=\"%s\" is fixed and splits nothing".formatted(name, value));
              }
            });
    plan.silent()
        .forEach(
            labels ->
                add(
                    lines,
                    "no data",
                    "partition %s is evaluated even if no series is there".formatted(labels)));
  }

  private static String sent(Fold fold) {
    return fold.isIntoOne() ? "one part of " + fold : "a part of " + fold + " for each group";
  }

  private static void cost(List<String> lines, RuleCost cost) {
    add(
        lines,
        "state",
        "%d samples, %d bytes for each series"
            .formatted(cost.samplesPerSeries(), cost.bytesPerSeries()));
    add(
        lines,
        "cost",
        String.format(
            Locale.ROOT,
            "about "
                + (cost.nanosPerTick() < 10 ? "%.1f" : "%.0f")
                + " ns for each series and tick beside the samples, estimated from the figures"
                + " in docs/benchmarks.md",
            cost.nanosPerTick()));
  }

  private static String names(LabelNames names) {
    String list =
        names.names().stream()
            .filter(name -> !isOfEveryRule(name))
            .collect(Collectors.joining(", "));
    if (!names.allExcept()) {
      return list;
    }
    return list.isEmpty() ? "every label" : "every label but " + list;
  }

  private static boolean isOfEveryRule(String name) {
    return name.equals("__name__") || name.equals("alertname");
  }

  private static String millis(long millis) {
    return Durations.format(Duration.ofMillis(millis));
  }

  private static void add(List<String> lines, String what, String text) {
    lines.add("  %-12s%s".formatted(what, text));
  }
}
