package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import io.barograph.promql.rules.PackText;
import java.util.List;
import java.util.Optional;

class StageRecordSerializerTest extends SerializerContract<StageRecord> {
  private static final Labels KEY = Labels.of("__rule__", "0011223344556677", "job", "価格");
  private static final PackText TEXT =
      new PackText(
          "pack",
          "3",
          List.of(new PackText.File("pack/価格.yml (version 3)", "groups: []\n")),
          Optional.of(new PackText.File("pack/barograph.yml (version 3)", "overrides: []\n")));

  StageRecordSerializerTest() {
    super(StageRecordSerializer.INSTANCE, "stage-record-v2");
  }

  private static StageChange change(
      int number, boolean isTrial, Optional<PackText> live, Optional<PackText> shadow) {
    return new StageChange(
        KEY, new RuleChange(number, 30_000, Long.MIN_VALUE, "pack", isTrial, live, shadow));
  }

  @Override
  protected List<StageRecord> values() {
    return List.of(
        LeafElement.of(new LeafElement.Origin(KEY, 0, 15_000), Labels.of("job", "a"), 0.97, 1),
        new StageChange(
            KEY,
            new RuleChange(7, 15_000, 9_000, "gone", false, Optional.empty(), Optional.empty())),
        change(8, false, Optional.of(TEXT), Optional.empty()),
        change(9, false, Optional.of(TEXT), Optional.of(TEXT)),
        change(10, true, Optional.empty(), Optional.of(TEXT)),
        new StageMark(KEY, 0, 0, InputTime.UNKNOWN),
        new StageMark(Labels.EMPTY, 255, 30, new InputTime(45_000, 100, 44_999)));
  }
}
