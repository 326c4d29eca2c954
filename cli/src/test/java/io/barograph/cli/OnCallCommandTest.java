package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OnCallCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;

  @BeforeEach
  void writeConfiguration() throws IOException {
    config =
        Files.writeString(
            folder.resolve("oncall.yml"),
            """
            people: {li: {mobile: s3cret}, wang: , chen: }
            rotas:
              - name: desk
                zone: Asia/Shanghai
                layers: [{people: [li, wang], first: 2026-01-05, handover: '09:00', every: 1w}]
                overrides: [{who: chen, from: '2026-01-10T09:00', to: '2026-01-11T09:00'}]
              - name: night
                layers:
                  - people: [wang]
                    first: 2026-01-05
                    handover: '00:00'
                    every: 1d
                    active: [{times: [{start_time: '20:00', end_time: '24:00'}]}]
            """);
  }

  @Test
  void saysWhoIsOnCall() {
    assertThat(show("--at", "2026-01-06T08:00:00Z")).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "desk  li  at Tue 2026-01-06 16:00 (Asia/Shanghai)",
            "night  nobody  at Tue 2026-01-06 08:00 (Z)");
  }

  @Test
  void saysWhoWillBe() {
    assertThat(show("--at", "2026-01-09T01:00:00Z", "--rota", "desk", "--days", "5")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "desk  li  at Fri 2026-01-09 09:00 (Asia/Shanghai)",
            "  Fri 2026-01-09 09:00 to Sat 2026-01-10 09:00  li",
            "  Sat 2026-01-10 09:00 to Sun 2026-01-11 09:00  chen, stands in",
            "  Sun 2026-01-11 09:00 to Mon 2026-01-12 09:00  li",
            "  Mon 2026-01-12 09:00 to Wed 2026-01-14 09:00  wang");
  }

  @Test
  void tellsProgramsTheSameWithoutContacts() {
    assertThat(show("--at", "2026-01-06T21:00:00Z", "--output", "json", "--days", "1")).isZero();
    assertThat(out.toString())
        .contains(
            "{\"rota\":\"desk\",\"zone\":\"Asia/Shanghai\",\"at\":1767733200000,\"who\":\"li\"")
        .contains("\"rota\":\"night\"", "\"standsIn\":false")
        .doesNotContain("s3cret");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(show("--rota", "day")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no rota \"day\"", "there are desk, night");
    assertThat(show("--days", "93")).isEqualTo(2);
    assertThat(err.toString()).contains("--days must be 0 to 92, was 93");
    Files.writeString(config, "rotas: [{name: a, layers: [{people: [x]}]}]");
    assertThat(show()).isEqualTo(1);
    assertThat(err.toString()).contains(":1:38: rota \"a\", field \"people\": names \"x\"");
  }

  private int show(String... more) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] arguments = new String[4 + more.length];
    arguments[0] = "oncall";
    arguments[1] = "show";
    arguments[2] = "--config";
    arguments[3] = config.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return line.execute(arguments);
  }
}
