package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.rulepack.RulePackBody;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgedOtherwiseTest {
  private static final RulePackBody PLAIN = body("");
  private static final RulePackBody QUICK = body("measures: {quotes: [{gapFloor: 5s}]}");

  @Test
  void onlyWhatMeasuresSaysCounts() {
    assertThat(JudgedOtherwise.by(QUICK, Optional.of(PLAIN))).isTrue();
    assertThat(JudgedOtherwise.by(PLAIN, Optional.of(QUICK))).isTrue();
    assertThat(JudgedOtherwise.by(QUICK, Optional.empty())).isTrue();
    assertThat(JudgedOtherwise.by(QUICK, Optional.of(QUICK))).isFalse();
    assertThat(JudgedOtherwise.by(body("overrides: []"), Optional.of(PLAIN))).isFalse();
    assertThat(JudgedOtherwise.by(body("measures: 5"), Optional.empty())).isFalse();
  }

  private static RulePackBody body(String settings) {
    return new RulePackBody(
        "desk",
        1,
        0,
        "ann",
        "",
        List.of(new RulePackBody.File("rules.yml", "groups: []")),
        settings);
  }
}
