package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code promql test} and {@code rules test}. */
class TestCommandsTest {
  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - alert: Down
              expr: up == 0
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatFailsInPrometheussLanguage() throws IOException {
    String file =
        write(
            "up.test",
            """
            load 1m
              up 1 2
              size {{schema:1 count:2}}

            eval instant at 1m up
              up 2

            eval instant at 1m up + 1
              {} 4

            eval instant at 1m size
              size {{schema:1 count:2}}
            """);

    assertThat(run("promql", "test", file)).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAILED " + file + ":8: up + 1", "1 passed, 1 failed, 1 skipped")
        .contains("  1 skipped: native histograms are not supported");
  }

  @Test
  void goesOnAfterAFileThatCannotBeRead() throws IOException {
    String good = write("good.test", "eval instant 1\n  1\n");
    String bad = write("bad.test", "\nplot 1\n");

    assertThat(run("promql", "test", bad, "none.test", good)).isEqualTo(2);
    assertThat(err.toString())
        .contains(bad + ":2: a command must be clear, load or eval, was plot")
        .contains("none.test cannot be read");
    assertThat(out.toString()).isEqualToIgnoringNewLines("1 passed, 0 failed, 0 skipped");
    assertThat(run("promql", "test", good)).isZero();
  }

  @Test
  void saysWhatFailsInTestsOfRules() throws IOException {
    write("g.yml", RULES);
    write("good_test.yml", ruleTest("g.yml", "{job: api}"));
    String bad = write("bad_test.yml", ruleTest("g.yml", "{job: db}"));

    assertThat(run("rules", "test", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "FAILED " + bad + ":5: test 1: alert Down at 0s",
            "  expected: {alertname=\"Down\", job=\"db\"}",
            "       got: {alertname=\"Down\", job=\"api\"}",
            "1 passed, 1 failed, 0 skipped");
  }

  @Test
  void saysWhichFileOfRulesOrTestsIsWrong() throws IOException {
    write("broken.yml", RULES.replace("up == 0", "up =="));
    String unknown = write("unknown_test.yml", "test: []\n");
    String broken = write("broken_test.yml", ruleTest("broken.yml", "{}"));
    String missing = write("missing_test.yml", ruleTest("none.yml", "{}"));

    assertThat(run("rules", "test", unknown, broken, missing, "none.yml")).isEqualTo(2);
    assertThat(err.toString())
        .contains(unknown + ":1:1: field \"test\": is unknown in a file of rule tests")
        .contains("broken.yml:5:15: group \"g\", alert \"Down\", field \"expr\"")
        .contains("warning: " + missing + ": no rule file matches none.yml")
        .contains("none.yml cannot be read: name a file of tests");
    assertThat(run("rules", "test", Files.createDirectory(folder.resolve("empty")).toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("empty holds no *_test.yml");
  }

  private static String ruleTest(String rules, String labels) {
    return """
    rule_files: [%s]
    tests:
      - input_series: [{series: 'up{job="api"}', values: '0'}]
        alert_rule_test:
          - {eval_time: 0, alertname: Down, exp_alerts: [{exp_labels: %s}]}
    """
        .formatted(rules, labels);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
