package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.List;

class StageRecordSerializerTest extends SerializerContract<StageRecord> {
  private static final Labels KEY = Labels.of("__rule__", "0011223344556677", "job", "価格");
  private static final RulePacks.PackText TEXT =
      new RulePacks.PackText(
          "pack",
          new ArrayList<>(
              List.of(new RulePacks.FileText("pack/価格.yml (version 3)", "groups: []\n"))),
          new RulePacks.FileText("pack/barograph.yml (version 3)", "overrides: []\n"));

  StageRecordSerializerTest() {
    super(StageRecordSerializer.INSTANCE, "stage-record-v1");
  }

  @Override
  protected List<StageRecord> values() {
    return List.of(
        LeafElement.of(new LeafElement.Origin(KEY, 0, 15_000), Labels.of("job", "a"), 0.97, 1),
        new StageChange(KEY, new RuleChange(7, 15_000, 9_000, "gone", null)),
        new StageChange(KEY, new RuleChange(8, 30_000, Long.MIN_VALUE, "pack", TEXT)),
        new StageMark(KEY, 0, 0, InputTime.UNKNOWN),
        new StageMark(Labels.EMPTY, 255, 30, new InputTime(45_000, 100, 44_999)));
  }
}
