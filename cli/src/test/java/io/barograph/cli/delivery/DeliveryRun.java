package io.barograph.cli.delivery;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.job.JobTopics;
import io.barograph.cli.job.RunningJob;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Server;
import io.barograph.cli.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One run of a drill on a stack: the job, what it is fed, its deaths, and what came of it. */
final class DeliveryRun {
  private static final String PREFIX = "drill.";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration QUIET = Duration.ofMinutes(3);
  private static final String TEMPLATES =
      """
      {{ define "drill" }}~{{ range .Alerts }}{{ if eq .Status "firing" -}}
      {{ .Labels.n | toUpper }}{{ else }}{{ .Labels.n }}{{ end }} {{ end }}{{ end }}
      {{ define "barograph.title" }}drill{{ end }}
      {{ define "barograph.text" }}{{ template "drill" . }}{{ end }}
      {{ define "barograph.markdown" }}{{ template "drill" . }}{{ end }}
      {{ define "barograph.markdown.body" }}{{ template "drill" . }}{{ end }}
      {{ define "barograph.wecom" }}{{ template "drill" . }}{{ end }}
      {{ define "barograph.slack" }}{{ template "drill" . }}{{ end }}
      {{ define "barograph.sms" }}{{ template "drill" . }}{{ end }}
      """;

  private final Drill drill;
  private final Stack stack;
  private final Installation installation;
  private final Path folder;
  private final ReceiverPark park;
  private final Map<String, String> expected = new LinkedHashMap<>();
  private final List<Kill> kills = new ArrayList<>();

  DeliveryRun(Drill drill, Stack stack, Installation installation, Path folder, ReceiverPark park) {
    this.drill = drill;
    this.stack = stack;
    this.installation = installation;
    this.folder = folder;
    this.park = park;
  }

  /** What came of it. */
  record Result(
      DeliveryCheck.Verdict verdict, List<Kill> kills, int notifications, Duration lasted) {}

  /** Runs it until everything is told, and compares. */
  Result run() throws Exception {
    try (JobTopics topics = JobTopics.create(stack.ports().kafkaAddress(), PREFIX)) {
      RunningJob job = RunningJob.submit(stack, installation, folder, options());
      await().atMost(PATIENCE).until(job::isRunning);
      long start = System.nanoTime();
      park.begin();
      Thread killer = new Thread(() -> kill(job, start), "killer");
      killer.start();
      feed(topics);
      killer.join();
      awaitTheRest(job, topics);
      Duration lasted = Duration.ofNanos(System.nanoTime() - start);
      job.cancel();
      List<DeliveryCheck.Decided> decided = decided(topics);
      DeliveryCheck check = new DeliveryCheck(expected, kills, Drill.TIMEOUT.toMillis());
      return new Result(
          check.of(decided, takings(topics)),
          kills,
          new HashSet<>(decided.stream().map(DeliveryCheck.Decided::id).toList()).size(),
          lasted);
    }
  }

  private void feed(JobTopics topics) throws InterruptedException {
    List<String> receivers = drill.receivers();
    for (int alert = 0; alert < drill.alerts(); alert++) {
      String name = DrillAlerts.name(alert);
      expected.put(DrillAlerts.beginning(name), receivers.get(alert));
      expected.put(name, receivers.get(alert));
    }
    long start = System.currentTimeMillis();
    int begun = 0;
    int ended = 0;
    while (ended < drill.alerts()) {
      long time = System.currentTimeMillis() - start;
      for (; begun < due(time); begun++) {
        send(topics, begun, receivers.get(begun), 0.9);
      }
      for (; ended < due(time - drill.lasts().toMillis()); ended++) {
        send(topics, ended, receivers.get(ended), 0.1);
      }
      Thread.sleep(50);
    }
    topics.flush();
  }

  private int due(long time) {
    return (int) Math.min(drill.alerts(), drill.alerts() * time / drill.feed().toMillis());
  }

  private static void send(JobTopics topics, int alert, String receiver, double value) {
    String json =
        """
        {"timestamp":"%s","value":"%s","name":"load","labels":\
        {"__name__":"load","n":"%s","desk":"%s"}}"""
            .formatted(Instant.now(), value, DrillAlerts.name(alert), receiver);
    topics.record(
        alert % topics.catalogue().metrics().partitions(), json.getBytes(StandardCharsets.UTF_8));
  }

  private void kill(RunningJob job, long start) {
    try {
      for (Duration time : drill.kills()) {
        Thread.sleep(Math.max(0, time.toMillis() - (System.nanoTime() - start) / 1_000_000));
        long at = System.currentTimeMillis();
        Server taskManager = stack.servers().get(3);
        ProcessHandle process = taskManager.process().handle().orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        taskManager.start();
        await().atMost(PATIENCE).until(() -> job.restoredCheckpoint(at).isPresent());
        kills.add(new Kill(at, job.restoredCheckpoint(at).orElseThrow()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /* Until all was taken somewhere, or nothing more is for a while: the check says what is missing. */
  private void awaitTheRest(RunningJob job, JobTopics topics) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long changed = System.nanoTime();
    int before = 0;
    while (System.nanoTime() < deadline) {
      List<Taking> takings = takings(topics);
      if (takings.size() > before) {
        before = takings.size();
        changed = System.nanoTime();
      }
      boolean isIdle = job.sum("deliveriesWaiting") == 0;
      boolean isQuiet = System.nanoTime() - changed > QUIET.toNanos();
      if (isIdle && (isQuiet || isAll(takings))) {
        return;
      }
      Thread.sleep(2_000);
    }
  }

  private boolean isAll(List<Taking> takings) {
    return takings.stream()
        .map(Taking::word)
        .collect(Collectors.toSet())
        .containsAll(expected.keySet());
  }

  private List<Taking> takings(JobTopics topics) {
    List<Taking> all = new ArrayList<>(park.taken());
    for (JobTopics.Written letter : topics.records(topics.catalogue().deadLetters())) {
      JsonNode json = ReceiverKind.parsed(letter.value());
      byte[] bytes = Base64.getDecoder().decode(json.path("bytes").asText());
      JsonNode notification = ReceiverKind.parsed(new String(bytes, StandardCharsets.UTF_8));
      ReceiverKind.ofWebhook(notification)
          .forEach(word -> all.add(new Taking(Taking.DEAD_LETTERS, word, letter.at())));
    }
    return all;
  }

  private static List<DeliveryCheck.Decided> decided(JobTopics topics) {
    return topics.records(topics.catalogue().notifications()).stream()
        .map(record -> ReceiverKind.parsed(record.value()))
        .map(
            json ->
                new DeliveryCheck.Decided(
                    json.path("notificationId").asText(),
                    json.path("receiver").asText(),
                    ReceiverKind.ofWebhook(json)))
        .toList();
  }

  private String options() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("drill-rules.yml"),
            """
            groups:
            - name: g
              interval: 1s
              rules: [{alert: High, expr: load > 0.5}]
            """);
    Files.writeString(folder.resolve("drill.tmpl"), TEMPLATES);
    return """
        kafka.bootstrap.servers: %s
        topics.prefix: %s
        inputs: [metrics]
        inputs.metrics.format: json
        rules.paths: %s
        clock.bound: 1 s
        clock.settle: 2 s
        routing.file: %s
        routing.storm-groups: 0
        routing.storm-alerts: 0
        delivery.fallback-receiver: %s
        delivery.hold-back-after: 30 min
        %s\
        """
        .formatted(
            stack.ports().kafkaAddress(),
            PREFIX,
            rules,
            routing(),
            Drill.FALLBACK,
            drill.options());
  }

  private Path routing() throws IOException {
    StringBuilder routes = new StringBuilder();
    StringBuilder receivers = new StringBuilder();
    for (FaultyReceiver receiver : park.all()) {
      receivers.append(receiver.settings(Drill.TIMEOUT.toSeconds() + "s"));
      if (!receiver.name().equals(Drill.FALLBACK)) {
        routes.append(
            "  - {receiver: %1$s, matchers: ['desk=\"%1$s\"']}\n".formatted(receiver.name()));
      }
    }
    return Files.writeString(
        folder.resolve("drill-alertmanager.yml"),
        """
        templates: [drill.tmpl]
        route:
          receiver: %s
          group_by: ['...']
          group_wait: 1s
          group_interval: 2s
          routes:
        %sreceivers:
        %s"""
            .formatted(Drill.FALLBACK, routes, receivers));
  }
}
