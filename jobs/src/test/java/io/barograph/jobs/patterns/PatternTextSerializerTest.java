package io.barograph.jobs.patterns;

import io.barograph.jobs.patterns.PackPatterns.PatternText;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;

class PatternTextSerializerTest extends SerializerContract<PatternText> {
  PatternTextSerializerTest() {
    super(PatternTextSerializer.INSTANCE, "pattern-text-v1");
  }

  @Override
  protected List<PatternText> values() {
    return List.of(
        new PatternText("desk", Long.MIN_VALUE, "", ""),
        new PatternText("desk", 10_000, "barograph.yml", "patterns: []"),
        new PatternText("行情", Long.MAX_VALUE, "barograph.yml", "# 模式\npatterns: []\n"));
  }
}
