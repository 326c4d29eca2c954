package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.rulepack.RulePackBody;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackTextTest {
  @Test
  void filesAreCalledByPackNameAndVersion() {
    List<RulePackBody.File> files =
        List.of(new RulePackBody.File("a.yml", "A"), new RulePackBody.File("sub/b.yml", "B"));

    PackText text = PackText.of(new RulePackBody("desk", 3, 0, "", "", files, "S"));
    assertThat(text.name()).isEqualTo("desk");
    assertThat(text.ruleFiles())
        .containsExactly(
            new PackText.File("desk/a.yml (version 3)", "A"),
            new PackText.File("desk/sub/b.yml (version 3)", "B"));
    assertThat(text.settings()).contains(new PackText.File("desk/barograph.yml (version 3)", "S"));
    assertThat(PackText.of(new RulePackBody("desk", 1, 0, "", "", files, "")).settings()).isEmpty();
  }
}
