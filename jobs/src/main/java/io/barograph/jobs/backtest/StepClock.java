package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The clock of sorted input: the time before the present sample, told once a step. What is behind
 * it is complete, so no tick is evaluated too early, and no wall time takes part.
 *
 * <p>What is told of alerts does not depend on the steps: long ones make larger batches, and hold
 * more of what is to be evaluated at once.
 */
final class StepClock implements WatermarkGenerator<Ingested> {
  private final Steps steps;
  private long step = Long.MIN_VALUE;
  private long told = Long.MIN_VALUE;
  private int untold;

  /**
   * How long steps are.
   *
   * @param millis one goes at most to the next whole multiple of these, in event time
   * @param samples and ends at the first new time behind so many samples
   */
  record Steps(long millis, int samples) implements Serializable {}

  StepClock(Steps steps) {
    this.steps = steps;
  }

  static WatermarkStrategy<Ingested> strategy(Steps steps) {
    return WatermarkStrategy.<Ingested>forGenerator(context -> new StepClock(steps))
        .withTimestampAssigner((sample, time) -> ((IngestedSample) sample).timestamp());
  }

  @Override
  public void onEvent(Ingested sample, long timestamp, WatermarkOutput output) {
    long now = Math.floorDiv(timestamp, steps.millis());
    if (now > step || (untold >= steps.samples() && timestamp > told)) {
      step = now;
      told = timestamp;
      untold = 0;
      output.emitWatermark(new Watermark(timestamp - 1));
    }
    untold++;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
