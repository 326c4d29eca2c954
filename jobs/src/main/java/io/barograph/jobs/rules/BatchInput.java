package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import org.apache.flink.streaming.api.operators.AbstractInput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * One input of the series stage. The batch names its key group, so Flink's key is not looked at.
 */
@SuppressWarnings("unchecked") // as Flink declares it
final class BatchInput extends AbstractInput<SampleBatch, Alert> {
  private final SeriesStage stage;
  private final int input;

  BatchInput(SeriesStage stage, int input) {
    super(stage, input + 1);
    this.stage = stage;
    this.input = input;
  }

  @Override
  public void processElement(StreamRecord<SampleBatch> element) {
    stage.append(input, element.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (stage.hasClock(input)) {
      stage.watermark(input, mark.getTimestamp());
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (stage.hasClock(input)) {
      super.processWatermarkStatus(status);
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement(StreamRecord record) {}
}
