package io.barograph.jobs.feedback;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.FedBackAlert;
import io.barograph.core.sample.Sample;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.types.AlertSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Published alerts to the samples by which rules read them, by fingerprint: at every tick those of
 * each alert that is alive, stamped one interval ahead.
 */
public final class AlertFeedbackFunction extends KeyedProcessFunction<Long, Alert, IngestedSample> {
  /* State names; part of the savepoint format, never rename. */
  private static final String WAITING = "waiting-transitions";
  private static final String SHOWN = "shown-alert";
  private static final String LAST_TICK = "last-tick";

  private final long intervalMillis;
  private transient ListState<Alert> waiting;
  private transient ValueState<Alert> shown;

  /** The last tick of this alert: after a restore a timer may be set before the clock is known. */
  private transient ValueState<Long> lastTick;

  /** A function with ticks at the multiples of {@code intervalMillis}. */
  public AlertFeedbackFunction(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>(WAITING, AlertSerializer.INSTANCE));
    shown =
        getRuntimeContext().getState(new ValueStateDescriptor<>(SHOWN, AlertSerializer.INSTANCE));
    lastTick = getRuntimeContext().getState(new ValueStateDescriptor<>(LAST_TICK, Types.LONG));
  }

  @Override
  public void processElement(Alert transition, Context context, Collector<IngestedSample> out)
      throws Exception {
    waiting.add(transition);
    Long last = lastTick.value();
    long passed = Math.max(last == null ? Long.MIN_VALUE : last, watermark(context));
    context
        .timerService()
        .registerEventTimeTimer(
            tickFrom(transition.updatedAt() > passed ? transition.updatedAt() : passed + 1));
  }

  /** How far the clock has gone; the end of all input passes no tick of an alert by itself. */
  private static long watermark(Context context) {
    long watermark = context.timerService().currentWatermark();
    return watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<IngestedSample> out)
      throws Exception {
    long tick = tickFrom(time);
    if (tick != time) { // the interval is another than when the timer was set
      context.timerService().registerEventTimeTimer(tick);
      return;
    }
    FedBackAlert before = new FedBackAlert(shown.value(), waitingNow());
    FedBackAlert.Step step = before.at(tick, tick + intervalMillis);
    for (Sample sample : step.samples()) {
      out.collect(IngestedSample.onTime(sample));
    }
    FedBackAlert after = step.alert();
    boolean endOfInput = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (after.isForgotten(tick) || (endOfInput && after.waiting().isEmpty())) {
      shown.clear();
      waiting.clear();
      lastTick.clear();
      return;
    }
    if (!after.equals(before)) {
      shown.update(after.shown());
      waiting.update(after.waiting());
    }
    lastTick.update(tick);
    context.timerService().registerEventTimeTimer(tickFrom(after.dueAfter(tick)));
  }

  private long tickFrom(long time) {
    return -Math.floorDiv(-time, intervalMillis) * intervalMillis;
  }

  private List<Alert> waitingNow() throws Exception {
    List<Alert> all = new ArrayList<>();
    Iterable<Alert> some = waiting.get();
    if (some != null) {
      some.forEach(all::add);
    }
    return all;
  }
}
