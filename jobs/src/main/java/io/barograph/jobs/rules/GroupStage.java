package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.alerting.Partition;
import io.barograph.promql.vector.EvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/**
 * The group stage: rules on several series, each evaluated partition by partition as the clock of
 * its domain passes its ticks.
 */
final class GroupStage extends KeyedProcessFunction<Labels, LeafElement, Alert> {
  /* State names; part of the savepoint format, never rename. */
  private static final String ELEMENTS = "leaf-elements";
  private static final String PARTITION = "partition";

  private final RuleSet.Source source;
  private transient Map<String, GroupRule> rules;
  private transient ListState<LeafElement> elements;
  private transient ValueState<PartitionState> partition;
  private transient Counter ticks;
  private transient Counter transitions;
  private transient Counter errors;

  GroupStage(RuleSet.Source source) {
    this.source = source;
  }

  @Override
  public void open(OpenContext context) {
    rules = new HashMap<>();
    for (GroupRule rule : source.compile().groupRules()) {
      rules.put(GroupLeaf.ruleName(rule), rule);
    }
    elements =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>(ELEMENTS, LeafElementSerializer.INSTANCE));
    partition =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(PARTITION, PartitionStateSerializer.INSTANCE));
    ticks = getRuntimeContext().getMetricGroup().counter(RulesMetric.PARTITION_TICKS.metricName());
    transitions =
        getRuntimeContext().getMetricGroup().counter(RulesMetric.TRANSITIONS.metricName());
    errors =
        getRuntimeContext().getMetricGroup().counter(RulesMetric.EVALUATION_ERRORS.metricName());
  }

  @Override
  public void processElement(LeafElement element, Context context, Collector<Alert> out)
      throws Exception {
    GroupRule rule = rules.get(GroupLeaf.ruleName(context.getCurrentKey()));
    if (rule == null) {
      return;
    }
    if (element.kind() == LeafElement.Kind.SILENT) {
      partition.update(state(rule).withElement(element.tick()).withSilence());
    } else {
      elements.add(element);
    }
    context
        .timerService()
        .registerEventTimeTimer(ceil(element.tick(), rule.rule().intervalMillis()));
  }

  @Override
  public void onTimer(long tick, OnTimerContext context, Collector<Alert> out) throws Exception {
    GroupRule rule = rules.get(GroupLeaf.ruleName(context.getCurrentKey()));
    if (rule == null) {
      end(tick, new Emitter(context, out));
      return;
    }
    PartitionState before = state(rule);
    List<LeafElement> known = new ArrayList<>();
    long newest = before.newestElement();
    for (LeafElement element : elements.get()) {
      known.add(element);
      newest = Math.max(newest, element.tick());
    }
    boolean atEndOfInput =
        context.timerService().currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp();
    if (tick <= before.closed() || (atEndOfInput && tick > newest)) {
      return;
    }
    List<GroupAlert> alerts = before.alerts();
    ticks.inc();
    try {
      alerts =
          new Partition(rule, GroupLeaf.partition(context.getCurrentKey()))
              .evaluate(
                  alerts,
                  tick,
                  new PartitionElements(rule.plan().plan(), known),
                  new Emitter(context, out));
    } catch (EvaluationException noResult) {
      errors.inc();
    }
    long oldest = tick - rule.reachMillis();
    known.removeIf(element -> element.tick() <= oldest);
    remember(known, before.withElement(newest).after(tick, alerts));
    if (before.silent() || !alerts.isEmpty() || !known.isEmpty()) {
      context.timerService().registerEventTimeTimer(tick + rule.rule().intervalMillis());
    }
  }

  private PartitionState state(GroupRule rule) throws Exception {
    PartitionState state = partition.value();
    return state == null ? PartitionState.first(rule.rule().key()) : state;
  }

  private void remember(List<LeafElement> known, PartitionState after) throws Exception {
    elements.update(known);
    if (known.isEmpty() && after.alerts().isEmpty() && !after.silent()) {
      partition.clear();
    } else {
      partition.update(after);
    }
  }

  /** The rule is gone: its alerts are over. */
  private void end(long tick, AlertListener listener) throws Exception {
    PartitionState last = partition.value();
    if (last != null) {
      for (GroupAlert alert : last.alerts()) {
        new BlockChunk.Orphan(alert.element(), last.ruleKey(), alert.active()).end(tick, listener);
      }
    }
    elements.clear();
    partition.clear();
  }

  private static long ceil(long value, long step) {
    return -Math.floorDiv(-value, step) * step;
  }

  private final class Emitter implements AlertListener {
    private final OnTimerContext context;
    private final Collector<Alert> out;

    Emitter(OnTimerContext context, Collector<Alert> out) {
      this.context = context;
      this.out = out;
    }

    @Override
    public void changed(Alert alert) {
      transitions.inc();
      out.collect(alert);
    }

    @Override
    public void noData(Alert alert) {
      context.output(SeriesStage.NO_DATA, alert);
    }

    @Override
    public void forgotten(Labels alert) {
      context.output(SeriesStage.FORGOTTEN, alert);
    }
  }
}
