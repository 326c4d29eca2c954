package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import org.apache.flink.streaming.api.operators.AbstractInput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Where the series stage hears the gate, whose own watermark says nothing: what it lets through are
 * clocks of inputs.
 */
@SuppressWarnings("unchecked") // as Flink declares it
final class GateInput extends AbstractInput<StageRecord, Alert> {
  private final SeriesStage stage;

  GateInput(SeriesStage stage) {
    super(stage, stage.inputCount() + 1);
    this.stage = stage;
  }

  @Override
  public void processElement(StreamRecord<StageRecord> element) throws Exception {
    if (element.getValue() instanceof StageMark mark) {
      stage.release(mark);
    } else if (element.getValue() instanceof StageChange change) {
      stage.change(change.change());
    } else if (element.getValue() instanceof StageQuestion question) {
      stage.answer(question);
    }
  }

  @Override
  public void processWatermark(Watermark mark) {}

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}

  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement(StreamRecord record) {}
}
