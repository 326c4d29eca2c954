package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, rules or a {@link RuleFileException} come out. */
class RuleFileFuzzTest {
  private static final int MUTATIONS = 5_000;
  private static final String INSERTS = "{}[]:,&*<>|-?!%@'\"\\#\n \tab01~\u0000\uFFFF";

  private static final String SEED_FILE =
      """
      groups:
        - name: a
          interval: 30s
          labels: {team: core}
          rules:
            - &one
              alert: Down
              expr: up == 0
              for: 5m
              annotations: {summary: 'x "y"'}
            - <<: *one
              alert: Gone
            - {record: "a:b", expr: "sum(x)", labels: {c: d}}
      """;

  @Test
  void onlyRuleFileExceptionsLeaveTheReader() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      StringBuilder text = new StringBuilder(SEED_FILE);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, INSERTS.charAt(random.nextInt(INSERTS.length())));
          default -> text.insert(at, SEED_FILE, at % 40, SEED_FILE.length() - at % 30);
        }
      }
      try {
        RuleFile.parse("fuzz.yml", text.toString());
      } catch (RuleFileException expected) {
        assertThat(expected.errors()).as("seed %d, case %d: %s", seed, i, text).isNotEmpty();
      } catch (RuntimeException | StackOverflowError leaked) {
        fail("seed %d, case %d: %s".formatted(seed, i, text), leaked);
      }
    }
  }
}
