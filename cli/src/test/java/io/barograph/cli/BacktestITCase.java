package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The example of docs/backtest.md, by the command and the job's own process. */
class BacktestITCase {
  private static final Path EXAMPLE =
      Installation.current().project().resolve("docs/examples/backtest");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsWhatWouldHaveFired() throws Exception {
    Path html = folder.resolve("report.html");
    Path transitions = folder.resolve("transitions.jsonl");
    Path notifications = folder.resolve("notifications.jsonl");
    int status =
        run(
            "backtest",
            "--rules",
            EXAMPLE.resolve("rules").toString(),
            "--against",
            EXAMPLE.resolve("old-rules").toString(),
            "--incidents",
            EXAMPLE.resolve("incidents.yml").toString(),
            "--input",
            EXAMPLE.resolve("load.csv").toString(),
            "--routing",
            EXAMPLE.resolve("alertmanager.yml").toString(),
            "--notifications",
            notifications.toString(),
            "--output",
            "json",
            "--html",
            html.toString(),
            "--transitions",
            transitions.toString());

    assertThat(status).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.at("/input/samples").asInt()).isEqualTo(360);
    assertThat(report.at("/input/deadLetters").asInt()).isZero();
    assertThat(report.at("/rules/0").toString())
        .isEqualTo(
            "{\"rule\":\"rules/load/JobLoadHigh\",\"fired\":2,\"firingSeconds\":810.0,"
                + "\"longestSeconds\":720.0,\"stillFiring\":0,\"pendingOnly\":0}");
    assertThat(report.at("/hours/0/fired").toString())
        .isEqualTo("{\"rules/load/JobLoadHigh\":2,\"rules/load/LoadHigh\":1}");
    assertThat(report.at("/detection/recall").asDouble()).isEqualTo(0.5);
    assertThat(report.at("/detection/medianSecondsToDetect").asDouble()).isEqualTo(60);
    assertThat(report.at("/comparison/added")).hasSize(2);
    assertThat(report.at("/comparison/removed")).hasSize(2);
    assertThat(report.at("/comparison/shifted")).hasSize(1);
    assertThat(Files.readAllLines(transitions)).hasSizeGreaterThan(5);
    assertThat(report.at("/notifications/sent").asInt()).isEqualTo(6);
    assertThat(report.at("/notifications/before").asInt()).isEqualTo(4);
    assertThat(report.at("/notifications/receivers/1").toString())
        .isEqualTo(
            "{\"receiver\":\"pager\",\"sent\":4,\"before\":0,"
                + "\"reasons\":{\"all alerts resolved\":2,\"first notification\":2}}");
    assertThat(Files.readAllLines(notifications)).hasSize(6);
    assertThat(Files.readString(html))
        .startsWith("<!doctype html>")
        .contains("prefers-color-scheme: dark", "<i class=\"bar\"", "JobLoadHigh", "4 added")
        .doesNotContain("http", "<script");
  }

  @Test
  void saysWhatItCannotUse() {
    assertThat(
            run(
                "backtest",
                "--rules",
                folder.resolve("none").toString(),
                "--input",
                EXAMPLE.resolve("load.csv").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("none does not exist; name a folder of rule files");
  }

  @Test
  void saysThatNobodyIsKnownToBeTold() {
    assertThat(
            run(
                "backtest",
                "--rules",
                EXAMPLE.resolve("rules").toString(),
                "--input",
                EXAMPLE.resolve("load.csv").toString(),
                "--notifications",
                folder.resolve("told.jsonl").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("name an alertmanager.yml with --routing");
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
