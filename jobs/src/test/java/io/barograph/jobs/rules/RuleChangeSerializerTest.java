package io.barograph.jobs.rules;

import io.barograph.jobs.testing.SerializerContract;
import io.barograph.promql.rules.PackText;
import java.util.List;
import java.util.Optional;

class RuleChangeSerializerTest extends SerializerContract<RuleChange> {
  RuleChangeSerializerTest() {
    super(RuleChangeSerializer.INSTANCE, "rule-change-v1");
  }

  @Override
  protected List<RuleChange> values() {
    PackText.File rules = new PackText.File("rules.yml", "groups: []");
    PackText.File settings = new PackText.File("barograph.yml", "overrides: []");
    Optional<PackText> bare =
        Optional.of(new PackText("desk", "1", List.of(rules), Optional.empty()));
    Optional<PackText> whole =
        Optional.of(new PackText("desk", "2", List.of(rules), Optional.of(settings)));
    return List.of(
        new RuleChange(1, 30_000, Long.MIN_VALUE, "desk", false, bare, Optional.empty()),
        new RuleChange(2, 45_000, 9_000, "desk", true, bare, whole),
        new RuleChange(3, 60_000, 9_000, "desk", false, Optional.empty(), Optional.empty()));
  }
}
