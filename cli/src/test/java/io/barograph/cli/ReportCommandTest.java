package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReportCommandTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> lines = new ArrayList<>();

  @Test
  void holdsFiguresAgainstTargetsAndProposesWhatToReview() throws IOException {
    for (int day = 0; day < 5; day++) {
      for (int i = 0; i < 3; i++) {
        alert("QueueLong", "h" + i, 1_440 * day + 60 * i, 30);
      }
      alert("DiskFull", "db", 1_440 * day + 600, 20);
    }
    Path faults =
        file(
            "faults.yml",
            """
            - {from: 2026-01-05T09:58:00Z, to: 2026-01-05T11:00:00Z, labels: {host: db}, name: disk}
            - {from: 2026-01-06T20:00:00Z, to: 2026-01-06T21:00:00Z, name: network}
            """);
    Path marks =
        file(
            "marks.jsonl",
            """
            {"alert":"DiskFull.db-3","mark":"acknowledged","at":"2026-01-05T10:05:00Z"}
            {"alert":"DiskFull.db-3","mark":"automated","at":"2026-01-05T10:20:00Z"}
            {"alert":"DiskFull.db-3","mark":"rated","at":"2026-01-05T12:00:00Z","rating":9}
            {"alert":"DiskFull.db-7","mark":"right","at":"2026-01-06T12:00:00Z"}
            """);
    Path members =
        file(
            "members.csv",
            "alert_id,incident_id,joined_reason\nQueueLong.h0-0,i1,x\nQueueLong.h1-1,i1,y\n");
    Path html = folder.resolve("report.html");

    assertThat(
            run(
                "--period",
                "week",
                "--input",
                input(),
                "--faults",
                faults.toString(),
                "--marks",
                marks.toString(),
                "--members",
                members.toString(),
                "--html",
                html.toString(),
                "--to",
                "2026-01-12T00:00:00Z"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("# Alerts of a week", "2026-01-05 00:00 to 2026-01-12 00:00")
        .contains("| alerts | 20 |", "| reduction | 50.0 % |", "| flapping | 0.0 % |")
        .contains("| time to detect | median 2 min 0 s, 90 % within 2 min 0 s, of 1 |")
        .contains("| missed faults | 1 of 2 |", "- 2026-01-06 20:00 network")
        .contains("| time to acknowledge | median 5 min 0 s,")
        .contains("| time to resolve | median 30 min 0 s,")
        .contains("| false alerts | 18 of 20 (90.0 %) |")
        .contains("(right + false + missed) | > 95.0 % | 9.5 % | missed |")
        .contains("| response: time to acknowledge, median | < 20 min 0 s | 5 min 0 s | met |")
        .contains("| availability | > 99.5 % | no data yet | alerts do not say it")
        .contains("| automation: nobody had to touch it | > 70.0 % | 100.0 % | met |")
        .contains("| satisfaction: mean rating | > 8.5 | 9.0 | met |")
        .contains("| network |  | No alert told of this fault.")
        .contains("| p/g/QueueLong | 15 | 100.0 % of its alerts are false.")
        .contains("| p/g/QueueLong | 15 | `███                     ` | `█████  ` |")
        .contains("2026-01-05      4 ███", "2026-01-11      0 \n")
        .contains("| DiskFull{host=\"db\"} | 5 |");
    assertThat(Files.readString(html))
        .contains("<title>Barograph: quality of alerts</title>")
        .contains("<title>2026-01-05: 4</title>", "<title>2026-01-11: 0</title>")
        .contains("<span class=\"met\">met</span>", "<span class=\"missed\">missed</span>")
        .contains("No alert told of this fault.", "p/g/QueueLong")
        .contains("DiskFull{host=&quot;db&quot;}")
        .doesNotContain("http", "<script")
        .endsWith("</html>\n");
  }

  @Test
  void tellsAvailabilityAndWhatUsersFeltByMeasures() throws IOException {
    alert("QueueLong", "h", 10, 30);
    Path measures =
        file(
            "measures.jsonl",
            sample("barograph_api_requests_total", 5, 1_000)
                + sample("barograph_api_failures_total", 5, 50)
                + sample("barograph_api_requests_total", 50, 3_000)
                + sample("barograph_api_failures_total", 50, 54)
                + sample("barograph_users_experience_score_ratio", 5, 0.8)
                + sample("barograph_users_experience_score_ratio", 50, 0.9));

    assertThat(
            run(
                "--period",
                "week",
                "--input",
                input(),
                "--measures",
                measures.toString(),
                "--to",
                "2026-01-12T00:00:00Z"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("| availability | > 99.5 % | 99.8 % | met |")
        .contains("| satisfaction: the experience of users, from 1 to 10 | > 8.5 | 8.7 | met |");
  }

  @Test
  void saysWhichLineOfMeasuresIsNoSample() throws IOException {
    alert("QueueLong", "h", 10, 30);
    Path measures =
        file("measures.jsonl", sample("barograph_api_requests_total", 5, 1) + "{\"value\":1}\n");

    assertThat(run("--period", "week", "--input", input(), "--measures", measures.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--measures: measures.jsonl:2: ");
    assertThat(run("--period", "week", "--input", input(), "--measures", "none.jsonl"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--measures: none.jsonl does not exist");
  }

  private static String sample(String metric, int minute, double value) {
    return """
        {"timestamp":"%s","value":"%s","name":"%s","labels":{"service":"orders"}}
        """
        .formatted(MONDAY.plusSeconds(60L * minute), value, metric);
  }

  @Test
  void saysWhatThereIsNoDataOf() throws IOException {
    alert("QueueLong", "h", 10, 30);

    assertThat(run("--period", "month", "--input", input())).isZero();
    assertThat(out.toString())
        .contains("The oldest alert that was read is of 2026-01-05T00:10:00Z")
        .contains("> 95.0 % | no data yet | name faults with --faults")
        .contains("| < 20 min 0 s | no data yet | name acknowledgements with --marks")
        .contains("| reduction | no data yet |", "Nothing stands out.");
  }

  @Test
  void ofAnEpisodeTheNewestVersionCountsWhereverItStands() throws IOException {
    alert("QueueLong", "h", 10, 30);
    String firing = lines.get(0);
    String resolved = lines.get(1);
    lines.clear();
    lines.addAll(List.of(resolved, firing, resolved));

    assertThat(run("--period", "week", "--input", input())).isZero();
    assertThat(out.toString()).contains("| alerts | 1 |", "median 30 min 0 s");
  }

  @Test
  void whatCannotBeReadIsCountedAndShown() throws IOException {
    alert("QueueLong", "h", 10, 30);
    lines.add("{");
    lines.add("{\"id\":\"x-1\",\"activeAt\":\"yesterday\"}");
    lines.add("[]");

    assertThat(run("--period", "week", "--input", input())).isZero();
    assertThat(out.toString())
        .contains("3 transitions could not be read and do not count")
        .contains("alerts.jsonl:3: is not JSON", "alerts.jsonl:5: id: must be given")
        .contains("| alerts | 1 |");
  }

  @Test
  void noAlertsAreAReportToo() throws IOException {
    assertThat(run("--period", "quarter", "--input", input())).isZero();
    assertThat(out.toString()).contains("The input holds no alert.", "| alerts | 0 |");
  }

  @Test
  void theDaysAreThoseOfTheZone() throws IOException {
    alert("QueueLong", "h", 23 * 60, 30);

    assertThat(run("--period", "week", "--input", input(), "--zone", "Asia/Shanghai")).isZero();
    assertThat(out.toString()).contains("2026-01-06      1 ███");
  }

  @Test
  void unusableFilesAndOptionsNameTheRemedy() throws IOException {
    assertThat(run("--period", "week")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("name files with --input, or a topic with --topic");
    refused("no such file", "--input: ", "--input", folder.resolve("none").toString());
    refused(
        "mark: must be acknowledged, right, false, acted, automated or rated, was good",
        "marks.jsonl:1",
        "--input",
        input(),
        "--marks",
        file("marks.jsonl", "{\"alert\":\"a\",\"mark\":\"good\"}\n").toString());
    refused(
        "at: must be a time such as",
        "marks.jsonl:2",
        "--input",
        input(),
        "--marks",
        file("marks.jsonl", "\n{\"alert\":\"a\",\"mark\":\"right\"}\n").toString());
    refused(
        "rating must be 1 to 10, was 0",
        "marks.jsonl:1",
        "--input",
        input(),
        "--marks",
        file(
                "marks.jsonl",
                "{\"alert\":\"a\",\"mark\":\"rated\",\"at\":\"2026-01-05T10:05:00Z\"}\n")
            .toString());
    refused(
        "must name the columns alert_id and incident_id",
        "members.csv:1",
        "--input",
        input(),
        "--members",
        file("members.csv", "alert,incident\n").toString());
    refused(
        "must have 3 fields, had 1",
        "members.csv:3",
        "--input",
        input(),
        "--members",
        file("members.csv", "alert_id,incident_id,why\na,b,c\nd\n").toString());
    refused(
        "from: must be a time such as",
        "--faults: ",
        "--input",
        input(),
        "--faults",
        file("faults.yml", "- {to: 2026-01-05T10:05:00Z}\n").toString());
  }

  private void refused(String sentence, String where, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--period", "week"));
    all.addAll(List.of(arguments));
    err.getBuffer().setLength(0);
    assertThat(run(all.toArray(String[]::new))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString())
        .contains(where)
        .contains(sentence.equals("no such file") ? "does not exist" : sentence);
  }

  /** An alert that fires so many minutes after Monday's midnight, and is over so much later. */
  private void alert(String name, String host, int minute, int lasts) {
    Instant fired = MONDAY.plusSeconds(60L * minute);
    Instant ended = fired.plusSeconds(60L * lasts);
    String id = "%s.%s-%d".formatted(name, host, lines.size() / 2);
    lines.add(line(id, name, host, 1, "firing", fired, "", fired));
    lines.add(
        line(id, name, host, 2, "resolved", fired, ",\"endsAt\":\"%s\"".formatted(ended), ended));
  }

  private static String line(
      String id,
      String name,
      String host,
      int version,
      String status,
      Instant fired,
      String end,
      Instant updated) {
    return """
        {"id":"%s","version":%d,"status":"%s","activeAt":"%s","startsAt":"%s"%s,"updatedAt":"%s",\
        "labels":{"alertname":"%s","host":"%s"},"duplicates":0,\
        "owners":[{"pack":"p","group":"g","rule":"%s","version":""}]}"""
        .formatted(id, version, status, fired, fired, end, updated, name, host, name);
  }

  private String input() throws IOException {
    return file("alerts.jsonl", String.join("\n", lines)).toString();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
