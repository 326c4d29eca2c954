package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.MergedAlert;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Merges the transitions of an alert's owners into those of the published alert, by fingerprint.
 *
 * <p>A transition waits until the watermark has passed its tick; by then every owner has told what
 * it has to tell of that tick.
 */
final class AlertOwnersFunction extends KeyedProcessFunction<Long, Alert, Alert> {
  /** Merged alerts that ended so long ago that the present no longer holds them. */
  static final OutputTag<Labels> FORGOTTEN =
      new OutputTag<>("forgotten-alerts", LabelsSerializer.INSTANCE.typeInformation());

  /* State names; part of the savepoint format, never rename. */
  private static final String WAITING = "waiting-transitions";
  private static final String TOLD = "told-alert";
  private static final String PARTS = "owners-transitions";

  private transient ListState<Alert> waiting;
  private transient ValueState<Alert> told;
  private transient ListState<Alert> parts;

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>(WAITING, AlertSerializer.INSTANCE));
    told = getRuntimeContext().getState(new ValueStateDescriptor<>(TOLD, AlertSerializer.INSTANCE));
    parts =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>(PARTS, AlertSerializer.INSTANCE));
  }

  @Override
  public void processElement(Alert transition, Context context, Collector<Alert> out)
      throws Exception {
    waiting.add(transition);
    context.timerService().registerEventTimeTimer(transition.updatedAt());
  }

  @Override
  public void onTimer(long tick, OnTimerContext context, Collector<Alert> out) throws Exception {
    MergedAlert before = new MergedAlert(told.value(), list(parts));
    MergedAlert.Step step = before.after(takeDue(tick), tick);
    MergedAlert after = step.alert();
    if (after.isForgotten(tick)) {
      context.output(FORGOTTEN, after.told().labels());
      told.clear();
      parts.clear();
    } else if (!after.equals(before)) {
      told.update(after.told());
      parts.update(after.parts());
    }
    step.told().forEach(alert -> tell(alert, context, out));
  }

  private static void tell(Alert alert, OnTimerContext context, Collector<Alert> out) {
    out.collect(alert);
    AlertState state = alert.state();
    if (!state.status().isAlive()) {
      context
          .timerService()
          .registerEventTimeTimer(state.endedAt() + AlertLifecycle.RESOLVED_RETENTION.toMillis());
    }
  }

  private List<Alert> takeDue(long tick) throws Exception {
    List<Alert> due = new ArrayList<>();
    List<Alert> later = new ArrayList<>();
    for (Alert transition : list(waiting)) {
      (transition.updatedAt() <= tick ? due : later).add(transition);
    }
    waiting.update(later);
    return due;
  }

  private static List<Alert> list(ListState<Alert> state) throws Exception {
    List<Alert> alerts = new ArrayList<>();
    Iterable<Alert> all = state.get();
    if (all != null) {
      all.forEach(alerts::add);
    }
    return alerts;
  }
}
