package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.alerting.AlertRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What one subtask knows of a rule, counted up. Not thread-safe. */
final class RuleInspection {
  private static final String IN_SHADOW = " in shadow";
  private static final long NEVER = Long.MIN_VALUE;
  private static final long BYTES_PER_SAMPLE = 16;
  private static final long BYTES_PER_SERIES = 200;
  private static final long BYTES_PER_ALERT = 300;

  private final AlertRule rule;
  private long series;
  private long partitions;
  private long pending;
  private long firing;
  private long noData;
  private long bytes;

  RuleInspection(AlertRule rule) {
    this.rule = rule;
  }

  /** True if the question is about the rule. */
  boolean isAskedFor(StateQuestion question) {
    return question.matches(InspectedRule.names(rule.templates().alertName(), owner(rule)));
  }

  void countSeries(SeriesRow row) {
    series++;
    bytes += BYTES_PER_SERIES + BYTES_PER_SAMPLE * row.size();
  }

  void countPartition(int waitingElements) {
    partitions++;
    bytes += BYTES_PER_SERIES * (1 + waitingElements);
  }

  void count(ActiveAlert alert) {
    bytes += BYTES_PER_ALERT;
    AlertStatus status = alert.state().status();
    pending += status == AlertStatus.PENDING ? 1 : 0;
    firing += status == AlertStatus.FIRING ? 1 : 0;
    noData += status == AlertStatus.NODATA ? 1 : 0;
  }

  /**
   * What that comes to.
   *
   * @param versions empty if they are not asked for
   * @param closed up to here its ticks are closed; the least long if that is not for this subtask
   *     to say
   * @param errors ticks of partitions without a result
   * @param times what was spent on each rule
   */
  InspectedRule found(
      List<InspectedRule.Version> versions,
      SortedMap<String, Long> inputs,
      long closed,
      long errors,
      RuleTimes times) {
    return new InspectedRule(
        owner(rule),
        rule.templates().alertName(),
        rule.intervalMillis(),
        versions,
        inputs,
        new InspectedRule.Counts(
            lastTick(closed, rule.intervalMillis()),
            series,
            partitions,
            pending,
            firing,
            noData,
            errors,
            bytes,
            times.nanos(rule)));
  }

  /** The last tick up to which a clock has come; the least long if it has not begun. */
  static long lastTick(long closed, long intervalMillis) {
    return closed == NEVER ? NEVER : Math.floorDiv(closed, intervalMillis) * intervalMillis;
  }

  /** The versions of a rule, as a question about its text is answered. */
  static <T> List<InspectedRule.Version> versions(
      StateQuestion question, Versions<T> versions, Function<T, AlertRule> ruleOf) {
    List<InspectedRule.Version> all = new ArrayList<>();
    if (question.subject() == StateQuestion.Subject.RULE) {
      for (int place = 0; place < versions.size(); place++) {
        T version = versions.get(place);
        long from = versions.from(place);
        all.add(
            version == null
                ? new InspectedRule.Version(from, "", "")
                : new InspectedRule.Version(
                    from,
                    ruleOf.apply(version).owner().version(),
                    ruleOf.apply(version).templates().expression()));
      }
    }
    return all;
  }

  /** How far the inputs of a domain are. */
  static SortedMap<String, Long> inputs(
      RuleSet.Domain domain, InputClocks clocks, List<String> names) {
    SortedMap<String, Long> inputs = new TreeMap<>();
    for (int input : domain.inputs()) {
      inputs.put(names.get(input), clocks.time(input).watermark());
    }
    return inputs;
  }

  /** An alert of a rule as it was at that tick. */
  static InspectedAlert alert(
      AlertRule rule, Labels element, ActiveAlert alert, long support, long lastTick) {
    return new InspectedAlert(
        alert.labels(),
        element,
        owner(rule),
        alert.state(),
        rule.policy(),
        rule.intervalMillis(),
        lastTick,
        support,
        rule.templates().expression());
  }

  /** True of a rule that is only tried. */
  static boolean isInShadow(InspectedRule rule) {
    return rule.owner().rule().endsWith(IN_SHADOW);
  }

  /** Where a rule stands; one that is only tried, beside the one that stands, says so. */
  static Owner owner(AlertRule rule) {
    Owner owner = rule.owner();
    return AlertRule.isShadow(rule.key())
        ? new Owner(owner.pack(), owner.group(), owner.rule() + IN_SHADOW, owner.version())
        : owner;
  }

  /** The name of a rule for people. */
  static String name(AlertRule rule) {
    Owner owner = owner(rule);
    return owner.pack() + '/' + owner.group() + '/' + owner.rule();
  }
}
