package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;

class StageRecordSerializerTest extends SerializerContract<StageRecord> {
  private static final Labels KEY = Labels.of("__rule__", "0011223344556677", "job", "価格");

  StageRecordSerializerTest() {
    super(StageRecordSerializer.INSTANCE, "stage-record-v1");
  }

  @Override
  protected List<StageRecord> values() {
    return List.of(
        LeafElement.of(new LeafElement.Origin(KEY, 0, 15_000), Labels.of("job", "a"), 0.97, 1),
        new StageMark(KEY, 0, 0, InputTime.UNKNOWN),
        new StageMark(Labels.EMPTY, 255, 30, new InputTime(45_000, 100, 44_999)));
  }
}
