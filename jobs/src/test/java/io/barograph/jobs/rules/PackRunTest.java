package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackRunTest {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final long TIME = 60_000;

  @TempDir private Path folder;

  @Test
  void aRuleWithoutAResultEndsTheRun() throws Exception {
    try (PackRun run = new PackRun(rule("up * on (job) down"), STEP.multipliedBy(5))) {
      assertThatThrownBy(() -> run.alerts(samples("down"), STEP, 3 * TIME))
          .hasStackTraceContaining("at 60000: ")
          .hasStackTraceContaining("many-to-many");
    }
  }

  @Test
  void aRuleWithAResultDoesNot() throws Exception {
    try (PackRun run = new PackRun(rule("up * on (job, instance) down"), STEP.multipliedBy(5))) {
      assertThat(run.alerts(samples("down"), STEP, 3 * TIME)).isNotEmpty();
    }
  }

  private String rule(String expression) throws Exception {
    Path file = folder.resolve("rules.yml");
    Files.writeString(
        file,
        """
        groups:
          - name: g
            interval: 1m
            rules:
              - alert: A
                expr: %s
        """
            .formatted(expression));
    return file.toString();
  }

  private static List<IngestedSample> samples(String other) {
    return List.of(sample("up", "a"), sample("up", "b"), sample(other, "a"), sample(other, "b"));
  }

  private static IngestedSample sample(String name, String instance) {
    return IngestedSample.onTime(
        Labels.of(Labels.METRIC_NAME, name, "job", "j", "instance", instance), TIME, 1);
  }
}
