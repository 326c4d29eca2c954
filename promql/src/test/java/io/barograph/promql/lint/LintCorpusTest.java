package io.barograph.promql.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.SharedData;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is found in rules that people really use. Each finding but those of missing annotations and
 * labels was read and is true of its rule: more of them are false alarms until they are read too.
 */
class LintCorpusTest {
  @Test
  void findsInPublicRulesWhatIsWrongAndNothingElse() throws IOException, RuleFileException {
    Map<Check, Integer> found = new EnumMap<>(Check.class);
    int rules = 0;
    for (Path path : SharedData.files(SharedData.promql("rules"), ".yml", ".yaml", ".rules")) {
      RuleFile file = RuleFile.parse(path.toString(), text(path));
      rules += file.groups().stream().mapToInt(group -> group.rules().size()).sum();
      for (Finding finding : RuleLint.of(file, RuleLint.DEFAULT_SCRAPE_INTERVAL)) {
        found.merge(finding.check(), 1, Integer::sum);
      }
    }
    System.out.printf("lint: %d rules, found %s%n", rules, found);
    assertThat(found)
        .containsOnly(
            Map.entry(Check.ABSENT_LOSES_LABEL, 1),
            Map.entry(Check.NEVER_MATCHES, 1),
            Map.entry(Check.NEVER_TRUE, 4),
            Map.entry(Check.NO_RUNBOOK, 868),
            Map.entry(Check.NO_SEVERITY, 4),
            Map.entry(Check.RAW_COUNTER, 8),
            Map.entry(Check.SHOWS_LOST_LABEL, 117));
  }

  /** Two files hold, in templates, the word that stands for a number left to their deployment. */
  private static String text(Path path) throws IOException {
    return Files.readString(path).replace("humanizeDuration ERBTPL", "humanizeDuration 0");
  }
}
