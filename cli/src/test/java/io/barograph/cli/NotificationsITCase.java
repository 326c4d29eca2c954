package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker: from samples and an alertmanager.yml to what receivers get. */
class NotificationsITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private final List<JsonNode> ops = new CopyOnWriteArrayList<>();
  private final List<JsonNode> night = new CopyOnWriteArrayList<>();
  private final List<JsonNode> heartbeat = new CopyOnWriteArrayList<>();
  private RealKafka kafka;
  private CommandsOnStack commands;
  private HttpServer receivers;

  @Test
  void receiversAreToldOnceAndToldTheEndAndWhatOneRefusesAnotherIsTold() throws Exception {
    assumeThat(TestInstallation.get().kafkaJars()).as("Kafka is laid out").isDirectory();
    kafka = RealKafka.start(folder.resolve("home"));
    commands = new CommandsOnStack(kafka);
    receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listen("/ops", 200, ops);
    listen("/broken", 400, new CopyOnWriteArrayList<>());
    listen("/night", 200, night);
    listen("/heartbeat", 200, heartbeat);
    receivers.start();
    try (Topics topics = new Topics(kafka.address())) {
      topics.create(TopicCatalogue.DEFAULT.all());
      JobClient job = submit();
      commands.send("commands", silence("quiet"));
      send("api", 0.9);
      send("quiet", 0.9);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(ops)).contains("firing api"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(night)).contains("firing api"));
      JsonNode first = ops.get(0);
      assertThat(first.path("receiver").asText()).isEqualTo("ops");
      assertThat(first.path("groupKey").asText()).isEqualTo("{}/{}:{service=\"api\"}");
      assertThat(first.path("notification_reason").asText()).isEqualTo("first notification");
      assertThat(first.at("/commonAnnotations/summary").asText()).isEqualTo("api is loaded");

      send("api", 0.1);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(ops)).contains("resolved api"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(told(night)).contains("resolved api"));

      assertThat(told(ops)).as("and once each").containsExactly("firing api", "resolved api");
      assertThat(told(night)).containsExactly("firing api", "resolved api");
      assertThat(commands.run("alerts", "explain", idOf("api"))).isZero();
      System.out.println(commands.out());
      assertThat(commands.out())
          .contains("ops is told that the alert is firing: first notification")
          .contains("ops is told that the alert is resolved: all alerts resolved");
      assertThat(commands.run("alerts", "explain", idOf("quiet"))).isZero();
      assertThat(commands.out()).contains("ops is not told of the alert, silenced by s1");
      assertWhatIsOrderedIsAudited();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(heartbeat).hasSizeGreaterThan(3));
      assertThat(heartbeat.stream().map(body -> body.path("notification_reason").asText()).skip(1))
          .as("told again and again, though nothing changes")
          .containsOnly("repeat interval elapsed");
      job.cancel().get();
    } finally {
      receivers.stop(0);
      kafka.close();
    }
  }

  private void assertWhatIsOrderedIsAudited() throws Exception {
    commands.send("commands", "{\"command\":\"dance\",\"id\":\"d1\",\"author\":\"bob\"}");
    commands.send("commands", order("ack", idOf("quiet")));
    commands.send("commands", order("expire", "s2"));
    Path pack =
        Files.writeString(
            Files.createDirectories(folder.resolve("extra")).resolve("extra.yml"),
            "groups: [{name: x, rules: [{alert: Extra, expr: load > 9}]}]");
    assertThat(
            commands.run("rules", "apply", pack.getParent().toString(), "--force", "--author=mei"))
        .isZero();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(commands.run("audit")).isZero();
              assertThat(commands.out())
                  .containsPattern("ann  silence s1  accepted: s1 silences \\{service=\"quiet\"}.*")
                  .containsPattern("bob  ack \\S+  accepted: nobody is reminded of High")
                  .contains("bob  expire s2  refused: no silence has this id")
                  .contains("mei  rules_apply extra  accepted: in barograph version 1 stands");
            });
    System.out.println(commands.out());
    assertThat(commands.out()).as("what cannot be read is a dead letter").doesNotContain("dance");
    assertThat(commands.run("audit", "--refused", "--author", "bob", "--json")).isZero();
    assertThat(commands.out().lines().toList()).hasSize(1);
    assertThat(JSON.readTree(commands.out()).at("/parameters/reason").asText())
        .isEqualTo("not_found");
  }

  private static String order(String command, String subject) {
    return """
        {"command":"%s","id":"%s-%s","time":%d,"author":"bob","subject":"%s"}"""
        .formatted(command, command, subject, System.currentTimeMillis(), subject);
  }

  private String idOf(String service) throws Exception {
    assertThat(commands.run("alerts", "list", "--all", "--json")).isZero();
    for (String line : commands.out().lines().toList()) {
      JsonNode alert = JSON.readTree(line);
      if (alert.at("/labels/service").asText().equals(service)) {
        return alert.path("id").asText();
      }
    }
    throw new AssertionError("no alert on " + service);
  }

  private void listen(String path, int status, List<JsonNode> bodies) {
    receivers.createContext(
        path,
        exchange -> {
          bodies.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  /** Status and service of each alert of which a receiver was told. */
  private static List<String> told(List<JsonNode> bodies) {
    return bodies.stream()
        .flatMap(body -> body.path("alerts").findParents("fingerprint").stream())
        .map(alert -> alert.path("status").asText() + ' ' + alert.at("/labels/service").asText())
        .toList();
  }

  private JobClient submit() throws Exception {
    String address = "http://127.0.0.1:%d".formatted(receivers.getAddress().getPort());
    Path routing =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route:
              receiver: ops
              group_by: [service]
              group_wait: 1s
              group_interval: 2s
              routes:
              - receiver: heartbeat
                matchers: [alertname="Watchdog"]
                group_by: [alertname]
                group_wait: 0s
                repeat_interval: 2s
              - receiver: broken
                continue: true
              - receiver: ops
            receivers:
            - name: ops
              webhook_configs: [{url: "%s/ops"}]
            - name: broken
              webhook_configs: [{url: "%s/broken"}]
            - name: night
              webhook_configs: [{url: "%s/night"}]
            - name: heartbeat
              webhook_configs: [{url: "%s/heartbeat", send_resolved: false}]
            """
                .formatted(address, address, address, address));
    Path rules =
        Files.writeString(
            folder.resolve("rules.yml"),
            """
            groups:
            - name: g
              interval: 2s
              rules:
              - alert: High
                expr: load > 0.4
                annotations: {summary: "{{ $labels.service }} is loaded"}
              - alert: Watchdog
                expr: count(load) > 0
            """);
    return commands.submit(
        folder,
        """
            kafka.bootstrap.servers: %s
            inputs: [metrics, commands]
            rules.paths: ["%s"]
            inputs.metrics.format: json
            inputs.commands.format: commands
            routing.file: %s
            delivery.fallback-receiver: night
            clock.bound: 1s
            clock.settle: 1s
            """
            .formatted(kafka.address(), rules, routing));
  }

  private void send(String service, double load) throws Exception {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"load","labels":{"__name__":"load","service":"%s"}}"""
            .formatted(Instant.ofEpochMilli(System.currentTimeMillis()), load, service);
    commands.send("metrics", json);
  }

  private static String silence(String service) {
    return """
        {"command":"silence","id":"s1","time":%d,"author":"ann","comment":"planned",\
        "matchers":[{"name":"service","value":"%s"}],"endsAt":"2100-01-01T00:00:00Z"}"""
        .formatted(System.currentTimeMillis(), service);
  }
}
