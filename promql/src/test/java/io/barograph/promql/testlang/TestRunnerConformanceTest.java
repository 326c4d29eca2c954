package io.barograph.promql.testlang;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.promql.SharedData;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import io.barograph.promql.testlang.TestOutcome.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Prometheus's own tests, and values that Prometheus computed for public rules. */
class TestRunnerConformanceTest {
  private static final int PROMQLTEST_CASES = 460;
  private static final int ORACLE_CASES = 1_343;
  private static final Set<String> CORE_TAGS =
      Set.of("ordered", "expect_fail", "expect_annotation");

  private final List<String> failures = new ArrayList<>();
  private int passed;
  private int skipped;

  @Test
  void agreesWithPrometheussOwnTests() throws Exception {
    Path folder = SharedData.promql("promqltest");
    Map<String, List<Boolean>> isCore = new HashMap<>();
    for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("index.json").toFile())) {
      boolean core = true;
      for (JsonNode tag : entry.get("tags")) {
        core &= CORE_TAGS.contains(tag.asText());
      }
      isCore.computeIfAbsent(entry.get("file").asText(), file -> new ArrayList<>()).add(core);
    }
    for (Path file : SharedData.files(folder, ".test")) {
      run(file, isCore.get(file.getFileName().toString()));
    }
    report("promqltest", PROMQLTEST_CASES);
  }

  @Test
  void agreesWithValuesThatPrometheusComputedForPublicRules() throws Exception {
    for (Path file : SharedData.files(SharedData.promql("oracle"), ".test")) {
      List<TestCommand> script = TestScript.parse(file.toString(), Files.readString(file));
      List<TestOutcome> parts = TestRunner.run(Version2.withoutUncoveredTicks(script));
      List<TestOutcome> cases = worstOfEachLine(parts);
      count(file, cases, List.of());
      skipped += (int) script.stream().filter(Evaluate.class::isInstance).count() - cases.size();
    }
    report("oracle", ORACLE_CASES);
  }

  private void run(Path file, List<Boolean> isCore) throws Exception {
    count(file, TestRunner.run(TestScript.parse(file.toString(), Files.readString(file))), isCore);
  }

  private void count(Path file, List<TestOutcome> outcomes, List<Boolean> isCore) {
    for (int i = 0; i < outcomes.size(); i++) {
      TestOutcome outcome = outcomes.get(i);
      boolean counts = isCore.isEmpty() || isCore.get(i);
      if (!counts) {
        skipped++;
      } else if (outcome.status() == Status.PASSED) {
        passed++;
      } else {
        failures.add(
            "%s:%d %s%n  %s: %s"
                .formatted(
                    file.getFileName(),
                    outcome.line(),
                    outcome.query(),
                    outcome.status(),
                    outcome.detail()));
      }
    }
  }

  private static List<TestOutcome> worstOfEachLine(List<TestOutcome> outcomes) {
    Map<Integer, TestOutcome> byLine = new LinkedHashMap<>();
    for (TestOutcome outcome : outcomes) {
      byLine.merge(
          outcome.line(), outcome, (one, other) -> one.status() == Status.PASSED ? other : one);
    }
    return List.copyOf(byLine.values());
  }

  private void report(String name, int least) {
    System.out.printf(
        "%s: %d passed, %d failed, %d skipped%n", name, passed, failures.size(), skipped);
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(least);
  }
}
