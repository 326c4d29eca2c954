package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RulePublisher;
import io.barograph.jobs.versions.RuleTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Publishing rules, on a real broker. Each test has a topic of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedRulesITCase {
  private static final String RULES =
      """
      groups:
        - name: desk
          rules:
            - alert: Slow
              expr: latency > 5
              labels: {severity: warning}
              annotations: {summary: slow, runbook_url: none}
      """;

  @TempDir private static Path folder;

  private RealKafka kafka;
  private int topics;
  private StringWriter out;
  private StringWriter err;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    assumeThat(TestInstallation.get().kafkaJars()).as("Kafka is laid out").isDirectory();
    kafka = RealKafka.start(folder.resolve("home"));
  }

  @AfterAll
  void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void aPackIsAppliedChangedRolledBackAndDeleted() throws IOException {
    Rules rules = new Rules();
    Path desk = pack("desk", RULES);

    assertThat(rules.run("list")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("no pack is published");
    assertThat(rules.run("apply", desk.toString(), "--author", "mei", "--comment", "begin"))
        .isZero();
    assertThat(out.toString())
        .contains("desk: 1 added, 0 removed, 0 changed", "  + alert \"Slow\" of group \"desk\"")
        .containsPattern("desk: version 1 stands from \\S+Z, in 5 s");
    assertThat(rules.run("apply", desk.toString())).isZero();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("desk: nothing has changed, version 1 stands");

    pack("desk", RULES.replace("> 5", "> 6").replace("severity: warning", "severity: critical"));
    assertThat(rules.run("apply", desk.toString(), "--author", "li", "--dry-run")).isZero();
    assertThat(out.toString())
        .contains(
            "  ~ alert \"Slow\" of group \"desk\"",
            "      expr: latency > 5",
            "      ----> latency > 6",
            "the alerts of this rule end and begin again: it sets other labels",
            "nothing was published, as this is a dry run");
    assertThat(rules.run("apply", desk.toString(), "--author", "li")).isZero();
    assertThat(out.toString()).contains("desk: version 2 stands");
    assertThat(rules.run("list")).isZero();
    assertThat(out.toString()).containsPattern("desk +version 2 +from \\S+Z +li");

    assertThat(rules.run("diff", "desk", "2", "1")).isZero();
    assertThat(out.toString()).contains("      ----> latency > 5");
    assertThat(rules.run("rollback", "desk", "1", "--author", "li", "--comment", "loud")).isZero();
    assertThat(out.toString()).contains("desk: version 1 stands again from");
    assertThat(rules.run("show", "desk")).isZero();
    assertThat(out.toString())
        .contains("# desk version 1, published", "by mei: begin", "# --- desk.yml", "latency > 5")
        .contains("# stands from");

    assertThat(rules.run("delete", "desk", "--author", "mei")).isZero();
    assertThat(out.toString()).contains("  - alert \"Slow\"", "desk: deleted from");
    assertThat(rules.run("show", "desk")).isEqualTo(1);
    assertThat(err.toString()).contains("desk is deleted: name a version, there are [1, 2]");
    assertThat(rules.run("history", "desk")).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceFirst(" +from .*", "")))
        .containsExactly("version 1", "version 2", "version 1", "deleted");
    assertThat(rules.run("apply", desk.toString())).isZero();
    assertThat(out.toString()).contains("desk: version 3 stands");
  }

  @Test
  void nothingIsPublishedThatAJobWouldRefuse() throws IOException {
    Rules rules = new Rules();
    Path bad = pack("bad", RULES.replace("latency > 5", "latency >"));
    Path never = pack("never", RULES.replace("latency > 5", "count(latency) == 0"));

    assertThat(rules.run("apply", bad.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("bad.yml:5:", "could not parse expression")
        .contains("nothing was published: a job would refuse these rules");
    assertThat(rules.run("apply", never.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("count(latency) == 0 is never true")
        .contains("nothing was published: mend what the lint found, or give --force");
    assertThat(rules.run("list")).isZero();
    assertThat(out.toString()).contains("no pack is published");
    assertThat(rules.run("apply", never.toString(), "--force")).isZero();
    assertThat(out.toString()).contains("never: version 1 stands");
  }

  @Test
  void aPackSeesWhatPublishedPacksRecord() throws IOException {
    Rules rules = new Rules();
    Path records =
        pack("records", "groups: [{name: r, rules: [{record: a, expr: sum by (x) (m)}]}]");
    Path reads =
        pack(
            "reads",
            "groups: [{name: g, rules: [{alert: A, expr: a > 1, labels: {severity: info}}]}]");
    assertThat(rules.run("apply", records.toString(), reads.toString())).isZero();

    pack("records", "groups: [{name: r, rules: [{record: a, expr: sum by (y) (m)}]}]");
    assertThat(rules.run("apply", records.toString())).isZero();
    assertThat(out.toString())
        .contains("reads: 0 added, 0 removed, 1 changed", "  ~ alert \"A\" of group \"g\"")
        .contains("it was evaluated by {x} and is now by {y}");
    assertThat(rules.run("delete", "records")).isZero();
    assertThat(out.toString()).contains("it was evaluated by {y} and is now beside each series");
  }

  @Test
  void oldVersionsGoAndThoseThatAreNeededStay() throws IOException {
    Rules rules = new Rules();
    for (int version = 1; version <= 5; version++) {
      Path desk = pack("desk", RULES.replace("> 5", "> " + version));
      assertThat(rules.run("apply", desk.toString(), "--effective-from", "2020-01-01T00:00:00Z"))
          .isZero();
    }
    assertThat(rules.run("rollback", "desk", "2", "--effective-from", "2020-01-01T00:00:00Z"))
        .isZero();

    assertThat(rules.run("prune", "desk", "--keep", "2", "--dry-run")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("desk: would remove version 1, version 3");
    assertThat(rules.run("prune", "desk", "--keep", "2")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("desk: removed version 1, version 3");
    assertThat(rules.run("prune", "desk", "--keep", "2")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("desk: nothing to remove");
    assertThat(rules.run("rollback", "desk", "4")).isZero();
    assertThat(rules.run("prune", "desk", "--keep", "1")).isZero();
    assertThat(out.toString()).as("2 stood a moment ago").contains("desk: nothing to remove");
    assertThat(rules.run("rollback", "desk", "3")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no version 3 of desk, there are [2, 4, 5]");
  }

  @Test
  void programsReadTheSameAsJson() throws IOException {
    Rules rules = new Rules();
    Path desk = pack("desk", RULES);
    assertThat(rules.run("apply", desk.toString(), "--author", "mei")).isZero();
    pack("desk", RULES.replace("> 5", "> 6"));
    assertThat(rules.run("apply", desk.toString(), "--author", "li")).isZero();

    JsonNode list = rules.json("list");
    assertThat(list.at("/0/pack").asText()).isEqualTo("desk");
    assertThat(list.at("/0/live").asInt()).isEqualTo(2);
    assertThat(list.at("/0/versions")).hasSize(2);
    assertThat(rules.json("show", "desk", "1").at("/files/0/text").asText()).isEqualTo(RULES);
    assertThat(rules.json("diff", "desk", "1", "2").at("/0/changes/0/fields/0/after").asText())
        .isEqualTo("latency > 6");
    assertThat(rules.json("history", "desk").findValuesAsText("author"))
        .containsExactly("mei", "li");
  }

  @Test
  void aVersionIsTriedComparedAndLetStand() throws Exception {
    Rules rules = new Rules();
    Path desk = pack("desk", RULES);
    assertThat(rules.run("apply", desk.toString())).isZero();
    assertThat(rules.run("compare", "desk")).isEqualTo(1);
    assertThat(err.toString()).contains("no version of desk is tried: begin with");

    pack("desk", RULES.replace("> 5", "> 4"));
    assertThat(rules.run("apply", desk.toString(), "--shadow")).isZero();
    assertThat(out.toString())
        .contains("      ----> latency > 4", "desk: version 2 is tried from")
        .contains("no job has answered");
    assertThat(rules.run("apply", desk.toString(), "--shadow")).isZero();
    assertThat(out.toString()).contains("desk: nothing has changed, version 2 is tried");
    assertThat(rules.run("list")).isZero();
    assertThat(out.toString()).contains("version 1 ", "version 2 in shadow from");
    assertThat(rules.run("compare", "desk")).isEqualTo(1);
    assertThat(err.toString()).contains("no job evaluates version 2 of desk yet");

    rules.answerAndFire();
    JsonNode compared = rules.json("compare", "desk");
    assertThat(compared.path("shadow").asInt()).isEqualTo(2);
    assertThat(compared.at("/added/0/labels/alertname").asText()).isEqualTo("Slow");
    assertThat(compared.path("same").asInt()).isZero();
    assertThat(rules.run("compare", "desk")).isZero();
    assertThat(out.toString())
        .contains("desk: version 2, tried for", "version 1 stands")
        .contains("0 alerts the same, 1 added, 0 removed, 0 shifted")
        .containsPattern("added +\\S+Z  Slow\\{\\}");

    assertThat(rules.run("promote", "desk", "--author", "mei")).isZero();
    assertThat(out.toString()).contains("desk: version 2 stands from");
    assertThat(rules.run("withdraw", "desk")).isEqualTo(1);
    pack("desk", RULES.replace("> 5", "> 3"));
    assertThat(rules.run("apply", desk.toString(), "--shadow")).isZero();
    assertThat(rules.run("withdraw", "desk")).isZero();
    assertThat(out.toString()).contains("desk: version 3 is not tried any more from");
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    Rules rules = new Rules();

    assertThat(rules.run("history", "desk")).isEqualTo(1);
    assertThat(err.toString()).contains("rules holds no pack: publish some with");
    assertThat(rules.run("apply", pack("desk", RULES).toString())).isZero();
    assertThat(rules.run("rollback", "risk", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no pack risk, there are desk");
    CommandLine line = commandLine();
    assertThat(
            line.execute(
                "rules",
                "list",
                "--bootstrap-servers",
                kafka.address(),
                "--topics-prefix",
                "missing."))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("missing.rules does not exist: create it with one partition");
  }

  private static Path pack(String name, String rules) throws IOException {
    Path pack = Files.createDirectories(folder.resolve(name));
    Files.writeString(pack.resolve(name + ".yml"), rules);
    return pack;
  }

  private CommandLine commandLine() {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line;
  }

  /** The commands on a topic of their own. */
  private final class Rules {
    private final String prefix = "t" + topics++ + ".";

    int run(String... arguments) {
      List<String> all = new ArrayList<>(List.of("rules"));
      all.addAll(Arrays.asList(arguments));
      all.addAll(List.of("--home", kafka.home().toString(), "--topics-prefix", prefix));
      return commandLine().execute(all.toArray(String[]::new));
    }

    /** What a job would do: it answers the newest head, and an alert fires in the trial. */
    void answerAndFire() throws Exception {
      Properties client = new Properties();
      client.setProperty("bootstrap.servers", kafka.address());
      RuleTopic topic = new RuleTopic(prefix + "rules", client);
      RulePackHead head =
          topic.read().stream()
              .map(news -> ((RuleNews.Told) news).record())
              .filter(RulePackHead.class::isInstance)
              .map(RulePackHead.class::cast)
              .reduce((older, newer) -> newer)
              .orElseThrow();
      long now = System.currentTimeMillis();
      long first = now - 60_000;
      try (RulePublisher publisher = topic.publisher()) {
        publisher.write(
            List.of(new RulePackEffect("job", head.pack(), head.publishedAt(), first, 0, 1, "")));
      }
      TopicCatalogue topics = new TopicCatalogue(prefix);
      try (Topics made = new Topics(kafka.address())) {
        made.create(List.of(topics.alerts(), topics.activeAlerts()));
      }
      String alert =
          """
          {"id":"1-2","version":1,"status":"firing","labels":{"alertname":"Slow"},
           "owners":[{"pack":"desk","group":"desk","rule":"Slow","version":"2"}],
           "activeAt":"%1$s","startsAt":"%1$s"}"""
              .formatted(Instant.ofEpochMilli(first + 1_000));
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        producer
            .send(new ProducerRecord<>(topics.shadowAlerts().name(), null, now, "1", alert))
            .get();
      }
    }

    JsonNode json(String... arguments) throws IOException {
      List<String> all = new ArrayList<>(Arrays.asList(arguments));
      all.addAll(List.of("--output", "json"));
      assertThat(run(all.toArray(String[]::new))).isZero();
      return new ObjectMapper().readTree(out.toString());
    }
  }
}
