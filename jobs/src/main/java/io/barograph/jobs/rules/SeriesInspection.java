package io.barograph.jobs.rules;

import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.SeenSample;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.parse.Printer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.TaskInfo;

/**
 * What a subtask of the series stage answers: it looks at each of its series once, and keeps
 * nothing for it. Not thread-safe.
 */
final class SeriesInspection {
  private static final int MAX_READERS = 100;
  private static final int SUPPORT_SAMPLES = 3;

  private final RuleSet rules;
  private final KeptBlocks blocks;
  private final InputClocks clocks;
  private final List<String> inputs;
  private final StateFindings found = new StateFindings();

  SeriesInspection(RuleSet rules, KeptBlocks blocks, InputClocks clocks, List<String> inputs) {
    this.rules = rules;
    this.blocks = blocks;
    this.clocks = clocks;
    this.inputs = inputs;
  }

  byte[] answer(StageQuestion asked, TaskInfo task) {
    StateQuestion question = asked.question();
    switch (question.subject()) {
      case SERIES -> lookForSeries(question);
      case ALERT -> lookForAlerts(question);
      case RULE, STATS -> lookForRules(question);
    }
    return found.answer(asked, 0, task);
  }

  private void lookForSeries(StateQuestion question) {
    for (KeptBlocks.Kept kept : blocks.all()) {
      for (SeriesRow row : kept.block.rows()) {
        if (question.matches(row.labels())) {
          found.add(series(row));
          for (int place = 0; place < row.rules().length; place++) {
            if (row.alert(place) != null) {
              addAlert(row, place, kept.block);
            }
          }
        }
      }
    }
  }

  private InspectedSeries series(SeriesRow row) {
    int[] late = new int[1];
    row.forEachLate((time, bits, behind) -> late[0]++);
    return new InspectedSeries(
        row.labels(),
        row.windowMillis(),
        row.size(),
        late[0],
        newest(row, StateAnswer.MAX_SAMPLES),
        readers(row));
  }

  private static List<SeenSample> newest(SeriesRow row, int most) {
    List<SeenSample> samples = new ArrayList<>();
    for (int i = row.size() - 1; i >= 0 && samples.size() < most; i--) {
      samples.add(new SeenSample(row.timestamp(i), row.value(i), row.stale(i)));
    }
    return samples;
  }

  private List<String> readers(SeriesRow row) {
    Set<String> names = new TreeSet<>();
    for (int rule : row.rules()) {
      names.add(RuleInspection.name(rules.rule(rule).newest().rule()));
    }
    for (int place = 0; place < row.leaves().size(); place++) {
      names.add(RuleInspection.name(row.leaves().leaf(place).piece().rule().rule()));
    }
    return names.stream().limit(MAX_READERS).toList();
  }

  private void lookForAlerts(StateQuestion question) {
    for (KeptBlocks.Kept kept : blocks.all()) {
      for (SeriesRow row : kept.block.rows()) {
        for (int place = 0; place < row.rules().length; place++) {
          ActiveAlert alert = row.alert(place);
          if (alert != null && question.matches(alert.labels())) {
            addAlert(row, place, kept.block);
            addSupport(row, place);
          }
        }
        for (int place = 0; place < row.leaves().size(); place++) {
          addSupportOfLeaf(question, row, place);
        }
      }
    }
  }

  private void addAlert(SeriesRow row, int place, SeriesBlock block) {
    RuleSet.Entry<SeriesRule> entry = rules.rule(row.rules()[place]);
    long closed = block.closed(entry.domain());
    SeriesRule inForce = entry.versions().at(closed);
    SeriesRule rule = inForce == null ? entry.newest() : inForce;
    long lastTick = RuleInspection.lastTick(closed, rule.rule().intervalMillis());
    found.add(RuleInspection.alert(rule.rule(), rule.element(row), row.alert(place), 0, lastTick));
  }

  private void addSupport(SeriesRow row, int place) {
    AlertRule rule = rules.rule(row.rules()[place]).newest().rule();
    found.add(
        new SupportingSeries(
            RuleInspection.owner(rule),
            rule.templates().expression(),
            0,
            row.labels(),
            row.labels(),
            newest(row, SUPPORT_SAMPLES)));
  }

  private void addSupportOfLeaf(StateQuestion question, SeriesRow row, int place) {
    long bit = row.leaves().support(place);
    GroupLeaf leaf = row.leaves().leaf(place);
    LeafFold fold = row.leaves().fold(place);
    Labels group = fold == null ? row.labels() : fold.group();
    AlertRule rule = leaf.piece().rule().rule();
    if (bit != 0 && canBeFor(question, rule, group)) {
      found.add(
          new SupportingSeries(
              RuleInspection.owner(rule),
              Printer.print(leaf.leaf().expr()),
              bit,
              row.labels(),
              group,
              newest(row, SUPPORT_SAMPLES)));
    }
  }

  /** False if no alert of the rule that the question is about can rest on what has these labels. */
  private static boolean canBeFor(StateQuestion question, AlertRule rule, Labels group) {
    for (LabelMatcher matcher : question.matchers()) {
      String name = matcher.name();
      if (name.equals(Labels.ALERT_NAME)) {
        if (!matcher.matches(rule.templates().alertName())) {
          return false;
        }
      } else if (!name.equals(Labels.METRIC_NAME)
          && !rule.templates().labels().containsKey(name)
          && !group.get(name).isEmpty()
          && !matcher.matches(group)) {
        return false;
      }
    }
    return true;
  }

  private void lookForRules(StateQuestion question) {
    RuleInspection[] alone = new RuleInspection[rules.seriesRuleCount()];
    for (int place = 0; place < alone.length; place++) {
      RuleInspection rule = new RuleInspection(rules.rule(place).newest().rule());
      alone[place] = rule.isAskedFor(question) ? rule : null;
    }
    Map<String, RuleInspection> onSeveral = new HashMap<>();
    for (RuleSet.Entry<RulePiece> piece : rules.pieces().values()) {
      AlertRule rule = piece.newest().rule().rule();
      RuleInspection inspection = new RuleInspection(rule);
      if (piece.newest().above().isEmpty() && inspection.isAskedFor(question)) {
        onSeveral.put(rule.key(), inspection);
      }
    }
    for (KeptBlocks.Kept kept : blocks.all()) {
      for (SeriesRow row : kept.block.rows()) {
        count(row, alone);
        count(row, onSeveral);
      }
    }
    for (int place = 0; place < alone.length; place++) {
      if (alone[place] != null) {
        add(question, alone[place], rules.rule(place));
      }
    }
    for (RuleSet.Entry<RulePiece> piece : rules.pieces().values()) {
      RuleInspection inspection = onSeveral.remove(piece.newest().rule().rule().key());
      if (inspection != null) {
        RuleSet.Domain domain = rules.domain(piece.domain());
        found.add(
            inspection.found(
                List.of(),
                RuleInspection.inputs(domain, clocks, inputs),
                Long.MIN_VALUE,
                0,
                blocks.times()));
      }
    }
  }

  private void add(
      StateQuestion question, RuleInspection inspection, RuleSet.Entry<SeriesRule> entry) {
    RuleSet.Domain domain = rules.domain(entry.domain());
    found.add(
        inspection.found(
            RuleInspection.versions(question, entry.versions(), SeriesRule::rule),
            RuleInspection.inputs(domain, clocks, inputs),
            clocks.of(domain),
            0,
            blocks.times()));
  }

  private static void count(SeriesRow row, RuleInspection[] alone) {
    for (int place = 0; place < row.rules().length; place++) {
      RuleInspection rule = alone[row.rules()[place]];
      if (rule != null) {
        rule.countSeries(row);
        if (row.alert(place) != null) {
          rule.count(row.alert(place));
        }
      }
    }
  }

  private static void count(SeriesRow row, Map<String, RuleInspection> onSeveral) {
    Set<RuleInspection> counted = new HashSet<>();
    for (int place = 0; place < row.leaves().size(); place++) {
      RuleInspection rule = onSeveral.get(row.leaves().leaf(place).piece().rule().rule().key());
      if (rule != null && counted.add(rule)) {
        rule.countSeries(row);
      }
    }
  }
}
