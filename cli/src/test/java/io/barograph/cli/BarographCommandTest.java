package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.stack.PortCheck;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BarographCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "zzzzz",
        "up --kafka-port x",
        "up --retention soon",
        "up --retention 31d",
        "audit --kind dance",
        "audit --since soon",
        "demo --duration 10",
        "alerts",
        "rules",
        "rules coverage rules.yml",
        "rules test",
        "rules apply",
        "rules apply rules --effective-from soon",
        "rules show",
        "rules diff desk 1",
        "rules rollback desk",
        "rules prune desk",
        "rules prune desk --keep 0",
        "promql parse",
        "promql test",
        "measure",
        "measure quotes",
        "routes",
        "routes show",
        "routes test",
        "routes test --config a.yml x!=y",
        "oncall",
        "oncall show",
        "silences",
        "silences add",
        "silences add Down --comment x",
        "silences add --duration 1h --comment x",
        "silences add Down --duration 1h",
        "silences expire",
        "alerts ack",
        "anomalies label",
        "notify",
        "notify test",
        "notify test --config a.yml",
        "backtest",
        "backtest --rules x.yml",
        "backtest --rules x.yml --topic t",
        "backtest --rules x.yml --topic t --from yesterday",
        "backtest --rules x.yml --topic t --from 1h --to 2h",
        "backtest --rules x.yml --topic t --from 1h --input x.csv",
        "backtest --rules x.yml --input x.csv --warm-up 1h",
        "measure",
        "measure predictions --input none.jsonl",
        "detect --input none.csv --output out.csv",
        "detect --input . --output out.csv --detector oracle",
        "detectors",
        "forecast --input none.csv --output out.csv",
        "detectors evaluate --data . --scorers none",
        "predict --input none.csv --output out.csv",
        "peers --input none.csv --output out.csv",
        "predict --input pom.xml --labels none.csv --output out.csv",
        "predict --input pom.xml --output out.csv --lead-min 50h --lead-max 10h",
        "models",
        "models train disks --input none.csv --labels none.csv",
        "models train disks --input pom.xml",
        "models evaluate disks --input pom.xml --labels none.csv",
        "models promote disks new",
        "models rollback"
      })
  void exitsWithTwoIfTheCommandLineIsWrong(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: barograph");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "down",
        "status",
        "alerts list",
        "rules check",
        "rules explain",
        "rules coverage",
        "rules test",
        "rules apply",
        "rules list",
        "rules stats",
        "state show",
        "rules show",
        "rules diff",
        "rules history",
        "rules rollback",
        "rules delete",
        "rules prune",
        "promql parse",
        "promql test",
        "measure predictions",
        "measure quotes",
        "routes show",
        "routes test",
        "oncall show",
        "silences add",
        "silences list",
        "silences expire",
        "alerts ack",
        "notify test",
        "backtest",
        "detect",
        "forecast",
        "capacity",
        "thresholds diff",
        "predict",
        "peers",
        "models train",
        "models evaluate",
        "models list",
        "models promote",
        "models rollback"
      })
  void teachesEveryCommandByExample(String command) {
    assertThat(run((command + " --help").split(" "))).isZero();
    assertThat(out.toString()).contains("Examples:", "barograph " + command);
  }

  @Test
  void saysWhichDurationIsTooShort() {
    assertThat(run("demo", "--duration", "1m")).isEqualTo(2);
    assertThat(err.toString()).contains("duration must be at least 150 s");
  }

  @Test
  void saysWhichFamiliesOfIndicesHaveARetention() {
    assertThat(run("up", "--retention", "90d", "--retention", "audti=800d")).isEqualTo(2);
    assertThat(err.toString())
        .contains("no family of indices is called 'audti', there are alerts, anomalies, audit,");
  }

  @Test
  void parsesPromql() {
    assertThat(run("promql", "parse", "rate(x[5m])>1")).isZero();
    assertThat(out.toString()).startsWith("rate(x[5m]) > 1").contains("type: instant vector");
    assertThat(run("promql", "parse", "sum(")).isEqualTo(1);
    assertThat(err.toString()).contains("1:5: parse error: unclosed left parenthesis");
  }

  @Test
  void parsesPromqlLineByLineAndGoesOnAfterABadOne() throws IOException {
    Path file = folder.resolve("expressions.txt");
    Files.writeString(file, "up\nsum(\n\n-1");

    assertThat(run("promql", "parse", "--file", file.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"line\":1,\"tree\":{\"type\":\"VectorSelector\",\"Name\":\"up\""),
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"line\":2,\"error\":\"1:5: parse error: unclosed left"
                            + " parenthesis\",\"errors\":[{\"message\":\"unclosed left"
                            + " parenthesis\",\"range\":[4,4]}"),
            line -> assertThat(line).contains("\"line\":3", "no expression found in input"),
            line -> assertThat(line).startsWith("{\"line\":4,\"tree\":{"));
  }

  @Test
  void aFileOfPromqlIsWell() throws IOException {
    Path file = folder.resolve("expressions.txt");
    Files.writeString(file, "up\nrate(x[5m]) > 1\n");

    assertThat(run("promql", "parse", "--file", file.toString())).isZero();
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(run("promql", "parse", "--file", "none.txt")).isEqualTo(1);
    assertThat(err.toString()).contains("none.txt does not exist");
  }

  @Test
  void warnsOfRulesThatAJobRefuses() throws IOException {
    Path file = folder.resolve("rules.yml");
    Files.writeString(
        file,
        """
        groups:
          - name: g
            rules:
              - alert: Down
                expr: up == 0
              - alert: WasDown
                expr: up @ 1700000000 == 0
              - record: job:up:sum
                expr: sum by (job) (job:up:sum)
              - alert: Asks
                expr: up == 0
                annotations:
                  summary: '{{ query "up" }}'
              - alert: Many
                expr: count(ALERTS) > 5
        """);

    assertThat(run("rules", "check", file.toString())).isZero();
    assertThat(out.toString()).contains("rules.yml: ok, 1 groups, 5 rules");
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("warning: " + file + ":6:9: group \"g\", alert \"WasDown\"")
                    .contains("selector up looks at a fixed time"),
            line -> assertThat(line).contains(":8:9: ", "record \"job:up:sum\"", "reads itself"),
            line -> assertThat(line).contains(":10:9: ", "alert \"Asks\"", "calls query"),
            line ->
                assertThat(line)
                    .contains(":14:9: ", "alert \"Many\"", "add alertname!=\"Many\" to it")
                    .endsWith("; a job refuses it"));
  }

  @Test
  void checksRuleFilesOneByOne() throws IOException {
    Path good = folder.resolve("good.yml");
    Path bad = folder.resolve("bad.yml");
    Files.writeString(good, rule("up == 0"));
    Files.writeString(bad, rule("up =="));
    assertThat(run("rules", "check", good.toString())).isZero();
    assertThat(out.toString()).contains("good.yml: ok, 1 groups, 1 rules");
    assertThat(run("rules", "check", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("bad.yml").contains("could not parse expression");
    assertThat(run("rules", "check", folder.resolve("none.yml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none.yml does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pack", "pack/barograph.yml", ""})
  void checksThatThePackHasTheRulesThatItsSettingsSpeakOf(String named) throws IOException {
    Path pack = Files.createDirectory(folder.resolve("pack"));
    Path settings = pack.resolve("barograph.yml");
    Files.writeString(pack.resolve("rules.yml"), rule("up == 0"));
    Files.writeString(folder.resolve("other.yml"), rule("rate(up[5m]) == 0"));
    Files.writeString(
        settings,
        """
        overrides: [{match: {alert: Down}, evaluate: on-arrival}]
        detectors: [{name: all, match: up}]
        """);
    String path = folder.resolve(named).toString();
    assertThat(run("rules", "check", path)).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.contains("rules.yml: ok"))
        .contains(settings + ": ok, 1 overrides, 1 detectors");
    assertThat(err.toString()).isEmpty();

    Files.writeString(settings, "overrides: [{match: {alert: Gone}, evaluate: on-arrival}]");
    assertThat(run("rules", "check", path)).isEqualTo(1);
    assertThat(out.toString()).contains(settings + ": errors, 1 overrides");
    assertThat(err.toString().lines())
        .containsExactly(
            settings
                + ":1:13: override 1, field \"match\": matches no alerting rule of the pack: check"
                + " its names against the rule files");

    Files.writeString(settings, "overrides: [{match: {alert: Down}, evaluate: soon}]");
    assertThat(run("rules", "check", path)).isEqualTo(1);
    assertThat(err.toString()).contains("must be on-tick or on-arrival, was soon");
  }

  @Test
  void saysNothingOfTheRulesOfAPackThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("rules.yml"), rule("up =="));
    Files.writeString(
        folder.resolve("barograph.yml"),
        "overrides: [{match: {alert: Down}, evaluate: on-arrival}]");

    assertThat(run("rules", "check", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("could not parse").doesNotContain("matches no");
  }

  @Test
  void lintFindsRulesThatCannotWorkAndFailsOnErrorsAlone() throws IOException {
    Path file = folder.resolve("rules.yml");
    Files.writeString(file, rule("count(up) == 0"));

    assertThat(run("rules", "check", file.toString())).isZero();
    assertThat(run("rules", "check", "--lint", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("rules.yml: errors, 1 groups, 1 rules, 3 findings");
    assertThat(err.toString())
        .contains(file + ":4:9: error: group \"g\", alert \"Down\": count(up) == 0 is never true");

    Files.writeString(file, rule("rate(x[1m]) > 0"));
    assertThat(run("rules", "check", "--lint", "--scrape-interval", "45s", file.toString()))
        .isZero();
    assertThat(err.toString()).contains("x[1m] may hold fewer with one every 45s");
  }

  @Test
  void explainsRulesOfAFolder() throws IOException {
    Files.writeString(folder.resolve("rules.yml"), rule("sum(up) < 1"));

    assertThat(run("rules", "explain", folder.toString())).isZero();
    assertThat(out.toString()).contains("alert \"Down\" of group \"g\", every 1m", "in 2 stages");
    assertThat(run("rules", "explain", "--json", "--evaluation-interval", "5m", folder.toString()))
        .isZero();
    assertThat(out.toString()).contains("\"intervalMillis\":300000", "\"stages\":2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pack", "pack/barograph.yml", "pack/rules.yml", ""})
  void explainsARuleWithWhatItsPacksSettingsSayOfIt(String named) throws IOException {
    Path pack = Files.createDirectory(folder.resolve("pack"));
    Path settings = pack.resolve("barograph.yml");
    Files.writeString(pack.resolve("rules.yml"), rule("load > 5"));
    Files.writeString(folder.resolve("other.yml"), rule("load > 6"));
    Files.writeString(
        settings, "overrides: [{match: {alert: Down}, recover: load < 3, noData: alert}]");
    String path = folder.resolve(named).toString();
    assertThat(run("rules", "explain", path)).isZero();
    assertThat(out.toString().lines())
        .containsOnlyOnce(
            "  recovers    load < 3: until then it goes on firing",
            "    reads     load, 5m back, at each tick; asks for recovery",
            "  overrides   noData alert");
    assertThat(run("rules", "explain", "--json", path)).isZero();
    assertThat(out.toString())
        .containsOnlyOnce("\"overrides\":{\"noData\":\"alert\",\"recover\":\"load < 3\"}");

    Files.writeString(settings, "overrides: [{match: {alert: Down}, recover: other < 3}]");
    assertThat(run("rules", "explain", path)).isZero();
    assertThat(out.toString())
        .contains("it reads other, which the rule does not", "not: a job refuses it");
    assertThat(run("rules", "check", pack.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("it reads other, which the rule does not");

    Files.writeString(settings, "overrides: [{match: {alert: Down}, priority: P0}]");
    assertThat(run("rules", "explain", path)).isEqualTo(1);
    assertThat(err.toString()).contains("must be P1, P2, P3 or P4, was P0");
  }

  @Test
  void tellsWhichMetricsHaveNoRuleAndWhichRulesHaveNoMetric() throws IOException {
    Path rules = folder.resolve("rules.yml");
    Path metrics = folder.resolve("metrics.txt");
    Files.writeString(rules, rule("up == 0"));
    Files.writeString(metrics, "load5{service=\"web\"} 1\n");
    String[] arguments = {"rules", "coverage", rules.toString(), "--metrics", metrics.toString()};

    assertThat(run(arguments)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "metrics: 0 of 1 have a rule",
            "  without a rule:",
            "    load5",
            "services: 0 of 1 have a rule",
            "  without a rule:",
            "    web",
            "rules: 0 of 1 read a metric of the list",
            "  reading none:",
            "    " + rules + ":4:9: alert \"Down\"");
    assertThat(run("rules", "coverage", rules.toString(), "--metrics", "none.txt")).isEqualTo(1);
    assertThat(err.toString()).contains("none.txt does not exist");
  }

  @Test
  void tellsCoverageAsJson() throws IOException {
    Path rules = folder.resolve("rules.yml");
    Path metrics = folder.resolve("metrics.txt");
    Files.writeString(rules, rule("up == 0"));
    Files.writeString(metrics, "up\nload5\n");

    assertThat(
            run("rules", "coverage", rules.toString(), "--json", "--metrics", metrics.toString()))
        .isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"metrics\":{\"total\":2,\"without\":[\"load5\"]},"
                + "\"services\":{\"total\":0,\"without\":[]},"
                + "\"strategies\":{\"total\":0,\"without\":[]},"
                + "\"rules\":{\"total\":1,\"idle\":[]}}");
  }

  private static String rule(String expr) {
    return """
    groups:
      - name: g
        rules:
          - alert: Down
            expr: %s
    """
        .formatted(expr);
  }

  @Test
  void saysWhenNothingRuns() {
    String home = "--home=" + folder.resolve("home");
    assertThat(run("down", home)).isZero();
    assertThat(out.toString()).contains("no stack runs in");
    assertThat(run("status", home)).isEqualTo(1);
    assertThat(out.toString()).contains("kafka          stopped");
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "3m, PT3M", "1h30m, PT1H30M", "7d, PT168H", "1d12h, PT36H"})
  void readsDurationsAsPeopleWriteThem(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @Test
  void readsFromWhenAChangeIsToHold() {
    ChangeOption.WhenConverter converter = new ChangeOption.WhenConverter();

    assertThat(converter.convert("+2m").millis(1_000)).isEqualTo(121_000);
    assertThat(converter.convert("1970-01-01T00:00:09Z").millis(1_000)).isEqualTo(9_000);
    assertThat(ChangeOption.from(6_000, 1_000)).isEqualTo("from 1970-01-01T00:00:06Z, in 5 s");
    assertThat(ChangeOption.from(1_000, 6_000))
        .isEqualTo("from 1970-01-01T00:00:01Z, which is past: at the next tick of each job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show desk", "apply rules", "delete desk"})
  void saysThatThereAreNoBrokersToPublishTo(String command) throws IOException {
    Path pack = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(pack.resolve("a.yml"), rule("up == 0"));
    String line = "rules " + command.replace("rules", pack.toString());
    StackPorts ports = new StackPorts(PortCheck.anyFree(), 1, 1);
    StackHome home = new StackHome(folder.resolve("home"));
    home.create();
    ports.save(home);

    assertThat(run((line + " --home=" + home.root()).split(" "))).isEqualTo(1);
    assertThat(err.toString())
        .contains("Kafka does not answer on " + ports.kafkaAddress(), "--bootstrap-servers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--topic t | --topic needs --from: add, say, --from 1h for the last hour",
        "--topic t --from 1h --to 2h | --from must be before --to",
        "--topic t --from 1h --input x.csv | --input and --topic exclude each other",
        "'' | nothing to read: name files with --input, or topics with --topic",
        "--input x.csv --lateness 1h | --warm-up and --lateness are for --topic"
      })
  void saysWhatABacktestCanRead(String options, String sentence) {
    assertThat(run(("backtest --rules x.yml " + options).strip().split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }

  @Test
  void saysThatThereAreNoBrokersToReadTopicsFrom() throws IOException {
    StackPorts ports = new StackPorts(PortCheck.anyFree(), 1, 1);
    StackHome home = new StackHome(folder.resolve("home"));
    home.create();
    ports.save(home);

    assertThat(run(("backtest --rules x.yml --topic t --from 1h --home=" + home.root()).split(" ")))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("Kafka does not answer on " + ports.kafkaAddress(), "'barograph up'");
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
