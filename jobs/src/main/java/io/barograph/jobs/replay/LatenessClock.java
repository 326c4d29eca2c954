package io.barograph.jobs.replay;

import io.barograph.core.incident.PlacedEvidence;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The clock of recorded evidence: the newest of it, less how late some may come. */
final class LatenessClock implements WatermarkGenerator<PlacedEvidence> {
  private static final long STEP_MILLIS = 1_000;

  private final long lateness;
  private long told = Long.MIN_VALUE;

  private LatenessClock(long lateness) {
    this.lateness = lateness;
  }

  static WatermarkStrategy<PlacedEvidence> strategy(Duration lateness) {
    long millis = lateness.toMillis();
    return WatermarkStrategy.<PlacedEvidence>forGenerator(context -> new LatenessClock(millis))
        .withTimestampAssigner((placed, time) -> placed.evidence().time());
  }

  @Override
  public void onEvent(PlacedEvidence placed, long timestamp, WatermarkOutput output) {
    long mark = timestamp - lateness - 1;
    if (told == Long.MIN_VALUE || mark >= told + STEP_MILLIS) {
      told = mark;
      output.emitWatermark(new Watermark(mark));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
