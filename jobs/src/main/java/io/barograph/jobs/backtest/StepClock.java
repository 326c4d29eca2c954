package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The clock of sorted input: the time before the present sample, told once a step. What is behind
 * it is complete, so no tick is evaluated too early, and no wall time takes part.
 */
final class StepClock implements WatermarkGenerator<Ingested> {
  private final long stepMillis;
  private long step = Long.MIN_VALUE;

  StepClock(long stepMillis) {
    this.stepMillis = stepMillis;
  }

  static WatermarkStrategy<Ingested> strategy(long stepMillis) {
    return WatermarkStrategy.<Ingested>forGenerator(context -> new StepClock(stepMillis))
        .withTimestampAssigner((sample, time) -> ((IngestedSample) sample).timestamp());
  }

  @Override
  public void onEvent(Ingested sample, long timestamp, WatermarkOutput output) {
    long now = Math.floorDiv(timestamp, stepMillis);
    if (now > step) {
      step = now;
      output.emitWatermark(new Watermark(timestamp - 1));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
