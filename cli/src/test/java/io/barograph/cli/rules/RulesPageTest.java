package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.lint.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/rules.md says of the checks. */
class RulesPageTest {
  private static final Path PROJECT = Path.of(System.getProperty("barograph.project"));

  @ParameterizedTest
  @EnumSource
  void documentsEveryCheckWithItsSeverity(Check check) throws IOException {
    assertThat(Files.readString(PROJECT.resolve("docs/rules.md")))
        .contains("| `%s` | %s | ".formatted(check.id(), check.severity()));
  }
}
