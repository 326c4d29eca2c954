package io.barograph.jobs.rules;

import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.LabelMatcher;
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
    super(StageRecordSerializer.INSTANCE, "stage-record-v2");
  }

  @Override
  protected List<StageRecord> values() {
    return List.of(
        LeafElement.of(new LeafElement.Origin(KEY, 0, 15_000), Labels.of("job", "a"), 0.97, 1),
        new StageChange(KEY, new RuleChange(7, 15_000, 9_000, "gone", null)),
        new StageChange(KEY, new RuleChange(8, 30_000, Long.MIN_VALUE, "pack", TEXT)),
        new StageQuestion(
            KEY,
            new StateAnswer.Scope("barograph", List.of("raw", "derived"), 3),
            "raw",
            new StateQuestion(
                "q-1",
                1_760_000_000_000L,
                StateQuestion.Subject.ALERT,
                List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, "host", "価格|b.*")))),
        new StageQuestion(
            Labels.EMPTY,
            new StateAnswer.Scope("", List.of(), 0),
            "",
            new StateQuestion("q", 0, StateQuestion.Subject.STATS, List.of())),
        new StageMark(KEY, 0, 0, InputTime.UNKNOWN),
        new StageMark(Labels.EMPTY, 255, 30, new InputTime(45_000, 100, 44_999)));
  }
}
