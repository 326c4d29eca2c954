package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RoutesCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;

  @BeforeEach
  void writeConfiguration() throws IOException {
    config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route:
              receiver: desk
              group_by: [alertname]
              routes:
                - {receiver: pager, matchers: [team="db", severity="critical"], continue: true}
                - receiver: night
                  matchers: [team="db"]
                  mute_time_intervals: [weekends]
                  routes: [{matchers: [severity="info"], group_by: ['...'], group_wait: 0s}]
                - {receiver: web, matchers: [team="web"], active_time_intervals: [weekends]}
            receivers:
              - name: desk
              - name: pager
                webhook_configs: [{url: 'http://s3cret'}]
                wechat_configs: [{api_secret: s3cret, corp_id: c}]
              - {name: night, webhook_configs: [{url: 'http://s3cret'}]}
              - {name: web, webhook_configs: [{url: 'http://s3cret'}]}
              - {name: forgotten}
            time_intervals: [{name: weekends, time_intervals: [{weekdays: [saturday, sunday]}]}]
            inhibit_rules:
              - name: node
                source_matchers: [alertname="NodeDown"]
                target_matchers: [severity=~"warning|critical"]
                equal: [node]
            """);
  }

  @Test
  void saysWhoIsToldAndWhy() {
    assertThat(
            run(
                "routes",
                "test",
                "--config",
                config.toString(),
                "--at",
                "2026-11-28T12:00:00Z",
                "team=db",
                "severity=critical",
                "alertname=Down"))
        .isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            alert {alertname="Down", severity="critical", team="db"}

            {}  matches
              {severity="critical",team="db"}  takes it: pager, and the next is tried
              {team="db"}  takes it: night
                {severity="info"}  no: not severity="info"

            pager  (webhook[0], wechat[0] without ends)
              group  {}/{severity="critical",team="db"}:{alertname="Down"}
              told   after 30s, then every 5m if something changed, again after 4h
              at 2026-11-28T12:00:00Z  told

            night  (webhook[0])
              group  {}/{team="db"}:{alertname="Down"}
              told   after 30s, then every 5m if something changed, again after 4h
              at 2026-11-28T12:00:00Z  not told: in the mute interval "weekends"

            muted while another alert fires:
              by rule 1 "node": one that is {alertname="NodeDown"} with the same node
            """);
  }

  @Test
  void saysHowMuchIsToldAndWhatMutesAlongTheGraph() throws IOException {
    Path extensions =
        Files.writeString(
            folder.resolve("routing.yml"),
            """
            caps:
              - {receiver: pager, notifications: 10, per: 1h}
            graph_inhibit_rules:
              - {name: below, source_matchers: [severity="critical"], target_matchers: [team="db"]}
              - {name: others, source_matchers: [severity="critical"], target_matchers: [team="x"]}
            """);
    String[] command = {
      "routes",
      "test",
      "--config",
      config.toString(),
      "--extensions",
      extensions.toString(),
      "team=db",
      "severity=critical"
    };
    assertThat(run(command)).isZero();
    assertThat(out.toString())
        .contains("most   10 messages within 1h on each channel; the last tells of all that waits")
        .contains(
            "by the graph of services, rule \"below\": one that is {severity=\"critical\"}, on"
                + " what its service rests on, at most 2 steps away")
        .doesNotContain("others");
  }

  @Test
  void saysWhoIsToldLater() throws IOException {
    Path extensions =
        Files.writeString(
            folder.resolve("routing.yml"),
            """
            escalations:
              - {name: no answer, matchers: [team="db"], after: 15m, to: [pager, desk]}
              - {name: wide, after: 1h, unless_acknowledged: false, min_services: 3, to: [web]}
              - {name: weighty, after: 1h, unless_acknowledged: false, min_impact: 0.3, to: [web]}
              - {name: urgent, after: 5m, min_priority: P1, to: [pager]}
            """);
    String[] command = {
      "routes",
      "test",
      "--config",
      config.toString(),
      "--extensions",
      extensions.toString(),
      "team=db"
    };
    assertThat(run(command)).isZero();
    assertThat(out.toString())
        .contains(
            """
            while it fires:
              after 15m without an acknowledgement, by escalation "no answer": pager, desk
              after 1h and as soon as 3 services have such alerts, by escalation "wide": web
              after 1h and as soon as the impact is 0.3, by escalation "weighty": web
            """)
        .doesNotContain("urgent");

    Files.writeString(extensions, "escalations: [{name: a, after: 1m, to: [nobody]}]");
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString()).contains("names \"nobody\", which is no receiver");
  }

  @Test
  void saysWhatNobodyHears() {
    assertThat(run("routes", "test", "--config", config.toString())).isZero();
    assertThat(out.toString())
        .contains("{}  takes it: desk", "desk  (no channel: nobody hears of it)");
  }

  @Test
  void saysThatAnActiveIntervalIsOver() {
    run(
        "routes",
        "test",
        "--config",
        config.toString(),
        "--at",
        "2026-11-27T12:00:00Z",
        "team=web");
    assertThat(out.toString()).contains("not told: outside of the active intervals \"weekends\"");
  }

  @Test
  void failsIfOthersAreToldThanExpected() {
    String file = config.toString();

    assertThat(run("routes", "test", "--config", file, "--expect", "night", "{team=\"db\",x=y}"))
        .isZero();
    assertThat(run("routes", "test", "--config", file, "--expect", "pager,night", "team=db"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("expected the receivers pager, night, but night are told");
  }

  @Test
  void tellsProgramsTheSameWithoutSecrets() throws IOException {
    run(
        "routes",
        "test",
        "--config",
        config.toString(),
        "--output",
        "json",
        "--at",
        "2026-11-28T12:00:00Z",
        "team=db",
        "severity=critical");
    JsonNode json = new ObjectMapper().readTree(out.toString());

    assertThat(json.at("/tried/routes/1/takes").asBoolean()).isTrue();
    assertThat(json.at("/tried/routes/1/routes/0/refusedBy").asText())
        .isEqualTo("severity=\"info\"");
    assertThat(json.at("/receivers/0/receiver").asText()).isEqualTo("pager");
    assertThat(json.at("/receivers/0/channels/1/sendResolved").asBoolean(true)).isFalse();
    assertThat(json.at("/receivers/1/mutedBy/0").asText()).isEqualTo("weekends");
    assertThat(json.at("/receivers/1/repeatIntervalMillis").asLong()).isEqualTo(14_400_000);
    assertThat(json.at("/inhibitRules/0/name").asText()).isEqualTo("node");
    assertThat(out.toString()).doesNotContain("s3cret");
  }

  @Test
  void showsTheTreeWithWhatIsInherited() {
    assertThat(run("routes", "show", "--config", config.toString())).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "{}  -> desk  by alertname, after 30s, then every 5m if something changed, again after"
                + " 4h",
            "  {severity=\"critical\",team=\"db\"}  -> pager, continues  by alertname, after 30s,"
                + " then every 5m if something changed, again after 4h",
            "  {team=\"db\"}  -> night  by alertname, after 30s, then every 5m if something"
                + " changed, again after 4h, not in weekends",
            "    {severity=\"info\"}  -> night  by all labels, after 0s, then every 5m if something"
                + " changed, again after 4h",
            "  {team=\"web\"}  -> web  by alertname, after 30s, then every 5m if something changed,"
                + " again after 4h, only in weekends",
            "",
            "named by no route: forgotten");
    assertThat(run("routes", "show", "--config", config.toString(), "--output", "json")).isZero();
    assertThat(out.toString()).contains("\"key\":\"{}/{team=\\\"web\\\"}\"");
  }

  @Test
  void saysWhereAFileIsWrong() throws IOException {
    Files.writeString(config, "route: {receiver: a}\nreceivers: [{name: b}]\n");

    assertThat(run("routes", "show", "--config", config.toString())).isEqualTo(1);
    assertThat(run("routes", "test", "--config", config.toString(), "a=b")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            config
                + ":1:19: field \"receiver\": names the receiver \"a\", which the file does not");
    assertThat(run("routes", "show", "--config", folder.resolve("none.yml").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("none.yml does not exist");
    assertThat(run("routes", "show", "--config", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not a file");
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
