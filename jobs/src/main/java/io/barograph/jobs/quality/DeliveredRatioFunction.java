package io.barograph.jobs.quality;

import io.barograph.core.delivery.DeliveredRatio;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.sample.Sample;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Receipts to the share of its notifications that each receiver was told: at each minute that of
 * the quarter of an hour before it, stamped one minute ahead as all that goes back to rules. A
 * receipt counts at the first minute behind the clock when it comes.
 */
public final class DeliveredRatioFunction
    extends KeyedProcessFunction<String, Receipt, IngestedSample> {
  /* State names; part of the savepoint format, never rename. */
  private static final String TOLD = "told-by-minute";
  private static final String NOT_TOLD = "not-told-by-minute";
  private static final String LAST_TICK = "last-tick";

  private static final long INTERVAL = DeliveredRatio.INTERVAL.toMillis();

  private transient MapState<Long, Long> told;
  private transient MapState<Long, Long> notTold;

  /** After a restore a timer may be set before the clock is known. */
  private transient ValueState<Long> lastTick;

  /** Wires the shares of all receivers. */
  public static DataStream<IngestedSample> define(DataStream<Receipt> receipts) {
    return receipts
        .keyBy(Receipt::receiver, Types.STRING)
        .process(new DeliveredRatioFunction(), IngestedSerializer.ofKind())
        .uid("delivered-ratio")
        .name("share that receivers were told");
  }

  @Override
  public void open(OpenContext context) {
    told = counts(TOLD);
    notTold = counts(NOT_TOLD);
    lastTick = getRuntimeContext().getState(new ValueStateDescriptor<>(LAST_TICK, Types.LONG));
  }

  private MapState<Long, Long> counts(String name) {
    return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.LONG));
  }

  @Override
  public void processElement(Receipt receipt, Context context, Collector<IngestedSample> out)
      throws Exception {
    DeliveredRatio one = DeliveredRatio.of(receipt.result());
    if (one.equals(DeliveredRatio.NONE)) {
      return;
    }
    Long last = lastTick.value();
    long watermark = context.timerService().currentWatermark();
    long passed =
        Math.max(
            last == null ? Long.MIN_VALUE : last,
            watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark);
    long tick = tickFrom(Math.max(receipt.decidedAt(), passed + 1));
    add(told, tick, one.told());
    add(notTold, tick, one.notTold());
    context.timerService().registerEventTimeTimer(tick);
  }

  private static void add(MapState<Long, Long> counts, long tick, long more) throws Exception {
    if (more > 0) {
      Long before = counts.get(tick);
      counts.put(tick, more + (before == null ? 0 : before));
    }
  }

  @Override
  public void onTimer(long tick, OnTimerContext context, Collector<IngestedSample> out)
      throws Exception {
    Long last = lastTick.value();
    if (last != null && last >= tick) {
      return;
    }
    DeliveredRatio ratio = new DeliveredRatio(sum(told, tick), sum(notTold, tick));
    for (Sample sample : ratio.samples(context.getCurrentKey(), tick + INTERVAL)) {
      out.collect(IngestedSample.onTime(sample));
    }
    boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
    long from = isEnd ? tick : Long.MIN_VALUE;
    if (!hasLater(told, from) && !hasLater(notTold, from)) {
      told.clear();
      notTold.clear();
      lastTick.clear();
      return;
    }
    lastTick.update(tick);
    context.timerService().registerEventTimeTimer(tick + INTERVAL);
  }

  /** The sum of the counts up to a tick; those of long ago are forgotten. */
  private static long sum(MapState<Long, Long> counts, long tick) throws Exception {
    long sum = 0;
    List<Long> over = new ArrayList<>();
    for (Map.Entry<Long, Long> minute : counts.entries()) {
      if (minute.getKey() <= tick - DeliveredRatio.LENGTH.toMillis()) {
        over.add(minute.getKey());
      } else if (minute.getKey() <= tick) {
        sum += minute.getValue();
      }
    }
    for (long minute : over) {
      counts.remove(minute);
    }
    return sum;
  }

  private static boolean hasLater(MapState<Long, Long> counts, long tick) throws Exception {
    for (long minute : counts.keys()) {
      if (minute > tick) {
        return true;
      }
    }
    return false;
  }

  private static long tickFrom(long time) {
    return -Math.floorDiv(-time, INTERVAL) * INTERVAL;
  }
}
