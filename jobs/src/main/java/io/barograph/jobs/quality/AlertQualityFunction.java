package io.barograph.jobs.quality;

import io.barograph.core.quality.QualityEvent;
import io.barograph.core.quality.QualityPolicy;
import io.barograph.core.quality.QualityWindow;
import io.barograph.core.sample.Sample;
import io.barograph.jobs.ingest.IngestedSample;
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
 * What happens to alerts to figures of their quality, by rule: at each minute those of the hour
 * before it, stamped one minute ahead as all that goes back to rules.
 */
public final class AlertQualityFunction
    extends KeyedProcessFunction<String, QualityEvent, IngestedSample> {
  /* State names; part of the savepoint format, never rename. */
  private static final String WAITING = "waiting-events";
  private static final String WINDOW = "quality-window";
  private static final String LAST_TICK = "last-tick";

  private static final long INTERVAL = QualityWindow.INTERVAL.toMillis();

  private transient ListState<QualityEvent> waiting;
  private transient ValueState<QualityWindow> window;

  /** After a restore a timer may be set before the clock is known. */
  private transient ValueState<Long> lastTick;

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>(WAITING, QualityEventSerializer.INSTANCE));
    window =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(WINDOW, QualityWindowSerializer.INSTANCE));
    lastTick = getRuntimeContext().getState(new ValueStateDescriptor<>(LAST_TICK, Types.LONG));
  }

  @Override
  public void processElement(QualityEvent event, Context context, Collector<IngestedSample> out)
      throws Exception {
    waiting.add(event);
    Long last = lastTick.value();
    long watermark = context.timerService().currentWatermark();
    long passed =
        Math.max(
            last == null ? Long.MIN_VALUE : last,
            watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark);
    context
        .timerService()
        .registerEventTimeTimer(tickFrom(event.time() > passed ? event.time() : passed + 1));
  }

  @Override
  public void onTimer(long tick, OnTimerContext context, Collector<IngestedSample> out)
      throws Exception {
    Long last = lastTick.value();
    if (last != null && last >= tick) {
      return;
    }
    List<QualityEvent> due = new ArrayList<>();
    List<QualityEvent> later = new ArrayList<>();
    for (QualityEvent event : waiting.get()) {
      (event.time() <= tick ? due : later).add(event);
    }
    QualityWindow before = window.value() == null ? QualityWindow.EMPTY : window.value();
    QualityWindow now = before.at(tick, due, QualityPolicy.DEFAULT);
    for (Sample sample : now.samples(context.getCurrentKey(), before, tick + INTERVAL)) {
      out.collect(IngestedSample.onTime(sample));
    }
    boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (later.isEmpty() && (now.isEmpty() || isEnd)) {
      waiting.clear();
      window.clear();
      lastTick.clear();
      return;
    }
    waiting.update(later);
    window.update(now);
    lastTick.update(tick);
    context.timerService().registerEventTimeTimer(tick + INTERVAL);
  }

  private static long tickFrom(long time) {
    return -Math.floorDiv(-time, INTERVAL) * INTERVAL;
  }
}
