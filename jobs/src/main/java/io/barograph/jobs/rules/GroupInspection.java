package io.barograph.jobs.rules;

import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.GroupAlert;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.TaskInfo;

/**
 * What a subtask of a level of the group stage answers: it looks at each of its partitions once.
 * Not thread-safe.
 */
final class GroupInspection {
  /** More than wait to be answered at once. */
  private static final int REMEMBERED = 256;

  private final Map<String, Long> errors = new HashMap<>();
  private final RuleTimes times = new RuleTimes();
  private final Set<String> answered = new LinkedHashSet<>();

  /** What there is to look at. */
  record Level(
      int number,
      RuleSet rules,
      Collection<PartitionedRule> ruled,
      List<Partitions.One> partitions,
      InputClocks clocks,
      List<String> inputs) {}

  /** Every subtask of the series stage hands a question on; true for the first. */
  boolean isFirst(StageQuestion asked) {
    if (answered.size() >= REMEMBERED) {
      answered.remove(answered.iterator().next());
    }
    return answered.add(asked.question().id());
  }

  /** A rule, or a piece of it, has no result in one of its partitions. */
  void failed(AlertRule rule) {
    errors.merge(rule.key(), 1L, Long::sum);
  }

  /** The time spent on each rule. */
  RuleTimes times() {
    return times;
  }

  byte[] answer(StageQuestion asked, Level level, TaskInfo task) {
    StateQuestion question = asked.question();
    StateFindings found = new StateFindings();
    switch (question.subject()) {
      case SERIES -> {} // there is none here
      case ALERT -> lookForAlerts(question, level, found);
      case RULE, STATS -> lookForRules(question, level, found);
    }
    return found.answer(asked, level.number, task);
  }

  private static void lookForAlerts(StateQuestion question, Level level, StateFindings found) {
    for (Partitions.One partition : level.partitions) {
      for (GroupAlert alert : partition.state().alerts()) {
        if (partition.rule != null && question.matches(alert.active().labels())) {
          long lastTick = partition.state().closed();
          RulePiece inForce = partition.rule.at(lastTick);
          RulePiece piece = inForce == null ? partition.rule.newest() : inForce;
          found.add(
              RuleInspection.alert(
                  piece.rule().rule(), alert.element(), alert.active(), alert.support(), lastTick));
        }
      }
    }
  }

  private void lookForRules(StateQuestion question, Level level, StateFindings found) {
    Map<PartitionedRule, RuleInspection> asked = new HashMap<>();
    for (PartitionedRule rule : level.ruled) {
      RuleInspection inspection = new RuleInspection(rule.newest().rule().rule());
      if (inspection.isAskedFor(question)) {
        asked.put(rule, inspection);
      }
    }
    for (Partitions.One partition : level.partitions) {
      RuleInspection inspection = asked.get(partition.rule);
      if (inspection != null) {
        inspection.countPartition(partition.waitingElements());
        partition.state().alerts().forEach(alert -> inspection.count(alert.active()));
      }
    }
    Set<String> told = new HashSet<>();
    asked.forEach(
        (rule, inspection) -> {
          boolean isFirst = told.add(rule.ruleKey());
          long failures = isFirst ? errors.getOrDefault(rule.ruleKey(), 0L) : 0;
          RuleTimes spent = isFirst ? times : new RuleTimes();
          found.add(found(question, level, rule, inspection, failures, spent));
        });
  }

  private static InspectedRule found(
      StateQuestion question,
      Level level,
      PartitionedRule rule,
      RuleInspection inspection,
      long failures,
      RuleTimes spent) {
    boolean isWhole = rule.newest().above().isEmpty();
    RuleSet.Domain domain = level.rules.domain(rule.domain());
    return inspection.found(
        isWhole
            ? RuleInspection.versions(question, rule.versions(), one -> one.rule().rule())
            : List.of(),
        RuleInspection.inputs(domain, level.clocks, level.inputs),
        isWhole ? level.clocks.of(domain) : Long.MIN_VALUE,
        failures,
        spent);
  }
}
