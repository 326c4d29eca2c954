package io.barograph.jobs.signals;

import io.barograph.core.log.LogTally;
import io.barograph.core.sample.Sample;
import io.barograph.jobs.ingest.IngestedSample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the tally of each service and closes it at every tick. */
public final class LogTallyFunction extends KeyedProcessFunction<String, LogCount, IngestedSample> {
  /** State name; part of the savepoint format, never rename. */
  private static final String TALLY = "log-tally";

  private final long intervalMillis;
  private transient ValueState<LogTally> tallies;

  /** A function with ticks at the multiples of {@code intervalMillis}. */
  public LogTallyFunction(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  @Override
  public void open(OpenContext context) {
    tallies =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(TALLY, LogTallySerializer.INSTANCE));
  }

  @Override
  public void processElement(LogCount count, Context context, Collector<IngestedSample> out)
      throws Exception {
    LogTally tally = tallies.value();
    if (tally == null) {
      tally = new LogTally(count.service());
    }
    tally.add(count.level(), count.tick(), count.lines(), count.newest());
    tallies.update(tally);
    context.timerService().registerEventTimeTimer(count.tick());
  }

  @Override
  public void onTimer(long tick, OnTimerContext context, Collector<IngestedSample> out)
      throws Exception {
    LogTally tally = tallies.value();
    if (tally == null) {
      return;
    }
    for (Sample sample : tally.close(tick)) {
      out.collect(IngestedSample.onTime(sample));
    }
    boolean endOfInput =
        context.timerService().currentWatermark() == Long.MAX_VALUE
            && tally.ticks().tailMap(tick + 1).isEmpty();
    if (tally.isSilent(tick) || endOfInput) {
      tallies.clear();
      return;
    }
    tallies.update(tally);
    context.timerService().registerEventTimeTimer(tick + intervalMillis);
  }
}
