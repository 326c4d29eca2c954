package io.barograph.cep.chain;

import io.barograph.core.pattern.ChainDoor;
import io.barograph.core.pattern.ChainEvent;
import io.barograph.core.pattern.TaggedChange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts state changes of one key in the order of their times and lets those through that an
 * automaton has a use for, with what follows from them: that something stayed away for long enough,
 * that a chain is waited for no longer.
 *
 * <p>What it tells at a time it tells before the clock passes that time. Behind the end of all
 * input nothing stays away, since nobody knows.
 */
final class ChainDoorFunction extends KeyedProcessFunction<String, TaggedChange, ChainEvent> {
  /** State changes behind the clock. */
  static final OutputTag<TaggedChange> LATE =
      new OutputTag<>("late-changes", TaggedChangeSerializer.INSTANCE.typeInformation());

  /** State names; part of the savepoint format, never rename. */
  private static final String WAITING = "chain-waiting";

  private static final String OPEN = "chain-open";

  private static final long WARN_EVERY_MILLIS = 60_000;
  private static final Logger LOG = LoggerFactory.getLogger(ChainDoorFunction.class);

  private final int bound;
  private transient MapState<Long, List<ChainEvent>> waiting;
  private transient ValueState<Integer> open;
  private transient Map<ChainMetric, Counter> counters;
  private transient long warned;
  private transient long overBound;

  /**
   * A door.
   *
   * @param bound how many chains of a key may be open, at least 1
   */
  ChainDoorFunction(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be >= 1, was " + bound);
    }
    this.bound = bound;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    WAITING,
                    LongSerializer.INSTANCE,
                    new ListSerializer<>(ChainEventSerializer.INSTANCE)));
    open = getRuntimeContext().getState(new ValueStateDescriptor<>(OPEN, Types.INT));
    warned = Long.MIN_VALUE;
    overBound = 0;
    counters = new EnumMap<>(ChainMetric.class);
    for (ChainMetric metric :
        List.of(
            ChainMetric.CHANGES_RECEIVED,
            ChainMetric.CHANGES_LATE,
            ChainMetric.CHANGES_DUPLICATE,
            ChainMetric.CHANGES_ALONE,
            ChainMetric.CHANGES_OVER_BOUND,
            ChainMetric.CHANGES_TAKEN,
            ChainMetric.CHAINS_BEGUN)) {
      counters.put(metric, getRuntimeContext().getMetricGroup().counter(metric.metricName()));
    }
  }

  @Override
  public void processElement(TaggedChange tagged, Context context, Collector<ChainEvent> out)
      throws Exception {
    count(ChainMetric.CHANGES_RECEIVED);
    if (tagged.change().time() <= context.timerService().currentWatermark()) {
      count(ChainMetric.CHANGES_LATE);
      context.output(LATE, tagged);
      return;
    }
    await(ChainEvent.of(tagged), context);
  }

  private void await(ChainEvent event, Context context) throws Exception {
    List<ChainEvent> others = waiting.get(event.time());
    List<ChainEvent> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
    all.add(event);
    waiting.put(event.time(), all);
    context.timerService().registerEventTimeTimer(event.time());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ChainEvent> out)
      throws Exception {
    List<ChainEvent> now = waiting.get(time);
    if (now == null) {
      return;
    }
    waiting.remove(time);
    boolean isOver = context.timerService().currentWatermark() == Long.MAX_VALUE;
    List<ChainEvent> ordered = new ArrayList<>(now);
    ordered.sort(ChainEvent.ORDER);
    ChainEvent before = null;
    for (ChainEvent event : ordered) {
      switch (event.kind()) {
        case CHANGE -> {
          if (before != null && event.isToldAgain(before)) {
            count(ChainMetric.CHANGES_DUPLICATE);
          } else {
            take(event, context, out);
          }
        }
        case ELAPSED -> {
          if (!isOver) {
            out.collect(event);
          }
        }
        case EXPIRED -> {
          setOpen(openChains() - 1);
          out.collect(event);
        }
      }
      before = event;
    }
  }

  private void take(ChainEvent event, Context context, Collector<ChainEvent> out) throws Exception {
    ChainDoor.Passage passage = ChainDoor.pass(event, openChains(), bound);
    if (passage.opens()) {
      setOpen(openChains() + 1);
      count(ChainMetric.CHAINS_BEGUN);
    }
    if (passage.outcome() == ChainDoor.Outcome.OVER_BOUND) {
      warn(event);
    }
    if (passage.event() != null) {
      out.collect(passage.event());
    }
    count(
        switch (passage.outcome()) {
          case OPENS, PASSES -> ChainMetric.CHANGES_TAKEN;
          case OVER_BOUND -> ChainMetric.CHANGES_OVER_BOUND;
          case NOTHING_OPEN -> ChainMetric.CHANGES_ALONE;
        });
    for (ChainEvent later : passage.later()) {
      await(later, context);
    }
  }

  private int openChains() throws Exception {
    Integer chains = open.value();
    return chains == null ? 0 : chains;
  }

  private void setOpen(int chains) throws Exception {
    if (chains == 0) {
      open.clear();
    } else {
      open.update(chains);
    }
  }

  private void warn(ChainEvent event) {
    overBound++;
    if (warned == Long.MIN_VALUE || event.time() - warned >= WARN_EVERY_MILLIS) {
      warned = event.time();
      LOG.warn(
          "{} chains are open of {}, as many as may be; {} state changes began none so far: "
              + "declare a more selective first stage or a shorter within",
          bound,
          event.key().text(),
          overBound);
    }
  }

  private void count(ChainMetric metric) {
    counters.get(metric).inc();
  }

  /** How much of something was counted in this run. */
  long counted(ChainMetric metric) {
    return counters.get(metric).getCount();
  }
}
