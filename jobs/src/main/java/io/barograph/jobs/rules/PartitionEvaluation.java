package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.promql.alerting.Partition;
import io.barograph.promql.alerting.PieceFold;
import io.barograph.promql.vector.EvaluationException;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * What becomes of a partition at the tick at which it is due: its rule is evaluated, and alerts are
 * told; or a piece of a rule, and the level above gets a part; or there is no rule any more, and
 * the alerts end. Not thread-safe.
 */
final class PartitionEvaluation {
  private final PartitionSchedule schedule;
  private final PartCollector parts;
  private final AlertListener alerts;
  private final FailureListener failures;
  private final GroupInspection inspection;
  private final Counter ticks;
  private final Counter errors;

  /** Is told that a rule or piece has no result in one of its partitions. */
  interface FailureListener {
    void failed(long tick, EvaluationException noResult);
  }

  /**
   * An evaluation of the partitions of a level.
   *
   * @param schedule takes when a partition is due next
   * @param parts takes what pieces give
   * @param inspection takes how long rules take, and how often they fail
   */
  PartitionEvaluation(
      PartitionSchedule schedule,
      PartCollector parts,
      AlertListener alerts,
      FailureListener failures,
      GroupInspection inspection,
      MetricGroup metrics) {
    this.schedule = schedule;
    this.parts = parts;
    this.alerts = alerts;
    this.failures = failures;
    this.inspection = inspection;
    this.ticks = metrics.counter(RulesMetric.PARTITION_TICKS.metricName());
    this.errors = metrics.counter(RulesMetric.EVALUATION_ERRORS.metricName());
  }

  /** Evaluates a partition that is due. */
  void evaluate(Partitions.One partition) throws Exception {
    partition.select();
    PartitionedRule rule = partition.rule;
    PartitionState before = partition.state();
    long tick = before.next();
    RulePiece piece = rule.at(tick);
    if (piece == null) {
      end(partition);
      return;
    }
    List<LeafElement> known = partition.at(rule.neededAt(tick));
    inspection.times().begin();
    long start = inspection.times().start();
    List<GroupAlert> after = evaluate(partition, piece, tick, known);
    inspection.times().stop(piece.rule().rule(), start);
    partition.drop(rule.notNeededAfter(before.closed(), tick));
    boolean holdsElements = before.newestElement() > tick - rule.reachMillis();
    boolean isSilent = before.silent() && rule.speaks(partition.labels, tick);
    if (isSilent || !after.isEmpty() || holdsElements) {
      schedule.update(partition, before.after(tick, rule.tickFor(tick + 1), after));
    } else {
      schedule.forget(partition);
    }
  }

  /** The alerts after the tick; none of a piece. */
  private List<GroupAlert> evaluate(
      Partitions.One partition, RulePiece piece, long tick, List<LeafElement> known) {
    ticks.inc();
    Labels labels = partition.labels;
    List<GroupAlert> before = partition.state().alerts();
    PartitionElements given = new PartitionElements(piece, known);
    try {
      if (piece.above().isEmpty()) {
        Partition.Outcome outcome =
            new Partition(piece.rule(), labels).evaluate(before, tick, given, alerts);
        errors.inc(outcome.overLimit() > 0 ? 1 : 0);
        return outcome.alerts();
      }
      RulePiece.Above above = piece.above().get();
      parts.add(
          above,
          labels,
          KeyGroupRangeAssignment.assignToKeyGroup(partition.key, KeyGroups.COUNT),
          tick,
          new PieceFold(piece.plan(), above.fold()).evaluate(labels, tick, given));
    } catch (EvaluationException noResult) {
      errors.inc();
      failures.failed(tick, noResult);
      inspection.failed(piece.rule().rule());
      piece.above().ifPresent(above -> parts.addError(above, labels, tick));
    }
    return before;
  }

  /** Ends the alerts of the partitions whose rules are gone. */
  void endOrphans() throws Exception {
    for (Partitions.One orphan : schedule.takeOrphans()) {
      orphan.select();
      end(orphan);
    }
  }

  /** Ends the alerts of a rule that is gone at the tick at which it would have been evaluated. */
  private void end(Partitions.One partition) throws Exception {
    PartitionState last = partition.state();
    long tick = last.next();
    for (GroupAlert alert : last.alerts()) {
      new BlockChunk.Orphan(alert.element(), last.ruleKey(), alert.active()).end(tick, alerts);
    }
    boolean comesBack =
        partition.rule != null
            && (last.newestElement() > tick
                || (last.silent() && partition.rule.speaks(partition.labels, tick)));
    if (comesBack) {
      partition.drop(partition.rule.instants(last).headSet(tick + 1));
      schedule.update(partition, last.after(tick, partition.rule.tickFor(tick + 1), List.of()));
    } else {
      if (partition.rule != null) {
        partition.drop(partition.rule.instants(last));
      }
      schedule.end(partition);
    }
  }
}
