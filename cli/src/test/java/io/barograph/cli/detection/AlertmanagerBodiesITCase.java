package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Dispatcher;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.Told;
import io.barograph.core.route.RoutingConfig;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.MessageTemplates;
import io.barograph.sinks.channel.NamedChannel;
import io.barograph.sinks.channel.TargetList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drawn routes and alerts: a webhook is told the same by Alertmanager and by the dispatcher and its
 * channel, byte for byte, but for {@code notification_reason} and {@code routeLabels} where
 * Alertmanager is older than 0.32 and 0.34.
 */
class AlertmanagerBodiesITCase {
  private static final int SERVERS = 2;
  private static final int ALERTS = 60;
  private static final long WAIT_MILLIS = 2_000;
  private static final long INTERVAL_MILLIS = 4_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final List<String> theirs = new CopyOnWriteArrayList<>();
  private final List<String> ours = new CopyOnWriteArrayList<>();
  private HttpServer webhook;

  @BeforeEach
  void listen() throws IOException {
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    take("/theirs", theirs);
    take("/ours", ours);
    webhook.start();
  }

  @AfterEach
  void stop() {
    webhook.stop(0);
  }

  private void take(String path, List<String> bodies) {
    webhook.createContext(
        path,
        exchange -> {
          try (exchange) {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
          }
        });
  }

  @Test
  void aWebhookIsToldTheSameByBoth() throws Exception {
    Optional<Path> program = AlertmanagerServer.program();
    assumeTrue(program.isPresent(), "skipped: Alertmanager is not installed");
    for (int seed = 300; seed < 300 + SERVERS; seed++) {
      theirs.clear();
      ours.clear();
      Path own = folder.resolve("seed-" + seed);
      List<Labels> alerts = alerts(new DrawnRouting(1_000 + seed));
      try (AlertmanagerServer server =
          AlertmanagerServer.startWith(program.get(), own, file(seed, "theirs"))) {
        compare(new AlertmanagerApi(server.address()), seed, alerts);
      }
    }
  }

  private void compare(AlertmanagerApi api, int seed, List<Labels> alerts) throws Exception {
    RoutingConfig config = RoutingFile.parse("drawn", file(seed, "ours"));
    List<Notification> told = new ArrayList<>();
    Dispatcher dispatcher = new Dispatcher(config, collector(told));

    long begin = System.currentTimeMillis();
    api.post("alerts", json(alerts, begin, 0));
    alerts.forEach(alert -> dispatcher.take(alert(alert, AlertStatus.FIRING, begin, begin)));
    dispatcher.advance(begin + WAIT_MILLIS);
    assertThat(told).hasSizeGreaterThan(10);
    await(told.size());
    send(told, config, externalUrl());
    assertSame(seed, "firing");

    List<Labels> ended = alerts.subList(0, ALERTS / 2);
    long end = System.currentTimeMillis();
    api.post("alerts", json(ended, begin, end));
    told.clear();
    ended.forEach(alert -> dispatcher.take(alert(alert, AlertStatus.RESOLVED, begin, end)));
    dispatcher.advance(end + INTERVAL_MILLIS);
    assertThat(told).anyMatch(one -> one.isFiring() && !one.resolved().isEmpty());
    assertThat(told).anyMatch(one -> !one.isFiring());
    await(theirs.size() + told.size());
    send(told, config, externalUrl());
    assertSame(seed, "with ends");
  }

  private void await(int bodies) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(theirs).hasSizeGreaterThanOrEqualTo(bodies));
  }

  private void assertSame(int seed, String phase) throws IOException {
    boolean hasReason = JSON.readTree(theirs.get(0)).has("notification_reason");
    boolean hasRouteLabels = JSON.readTree(theirs.get(0)).has("routeLabels");
    List<String> known =
        ours.stream()
            .map(body -> hasReason ? body : without(body, "\"notification_reason\":\"[^\"]*\","))
            .map(body -> hasRouteLabels ? body : without(body, "\"routeLabels\":\\{},"))
            .toList();
    assertThat(theirs).as("seed %d, %s", seed, phase).containsExactlyInAnyOrderElementsOf(known);
  }

  private static String without(String body, String field) {
    String rest = body.replaceFirst(field, "");
    assertThat(rest).as("has the newer field").isNotEqualTo(body);
    return rest;
  }

  private String externalUrl() throws IOException {
    return JSON.readTree(theirs.get(0)).path("externalURL").asText();
  }

  private static void send(List<Notification> told, RoutingConfig config, String externalUrl) {
    ChannelContext context =
        ChannelContext.open(
            externalUrl,
            new TargetList(List.of()),
            MessageTemplates.of(Language.EN, ZoneOffset.UTC, List.of()),
            ChannelContext.USER_AGENT);
    for (Notification one : told) {
      List<NamedChannel> channels =
          Channels.create(config.receivers().get(one.receiver()), context);
      DeliveryOutcome outcome = channels.get(0).channel().send(one).join();
      assertThat(outcome.kind()).isEqualTo(DeliveryOutcome.Kind.DELIVERED);
      channels.forEach(channel -> channel.channel().close());
    }
  }

  private static Told collector(List<Notification> told) {
    return new Told() {
      @Override
      public void notify(Notification notification) {
        told.add(notification);
      }

      @Override
      public void decided(Decision decision) {}
    };
  }

  /** The drawn file with time for all alerts to come, and a receiver that is told of two alerts. */
  private String file(int seed, String path) throws IOException {
    String address = "http://127.0.0.1:%d/%s".formatted(webhook.getAddress().getPort(), path);
    ObjectNode file = (ObjectNode) JSON.readTree(new DrawnRouting(seed).file(address));
    ((ObjectNode) file.path("route"))
        .put("group_wait", WAIT_MILLIS + "ms")
        .put("group_interval", INTERVAL_MILLIS + "ms");
    ((ObjectNode) file.at("/receivers/0/webhook_configs/0")).put("max_alerts", 2);
    return file.toString();
  }

  private static List<Labels> alerts(DrawnRouting drawn) {
    List<Labels> alerts = new ArrayList<>();
    for (int i = 0; i < ALERTS; i++) {
      alerts.add(drawn.alert(i).with("instance", "i" + i % 7).with("job", "j" + i % 3));
    }
    return alerts;
  }

  /** Texts that Go's encoder escapes. */
  private static SortedMap<String, String> annotations(Labels alert) {
    return new TreeMap<>(
        Map.of("summary", "<b>" + alert.get("alertname") + "</b> & \"值\"\n", "unit", "µs\u2028"));
  }

  private static String generatorUrl(Labels alert) {
    return "http://prometheus/graph?g0.expr=up&g0.tab=1#" + alert.get("alertname");
  }

  private static Alert alert(Labels labels, AlertStatus status, long since, long at) {
    boolean isAlive = status.isAlive();
    long never = AlertState.NEVER;
    AlertState state =
        new AlertState(
            status, since, since, never, never, isAlive ? never : at, 1.0, isAlive ? 1 : 2);
    return new Alert(
        labels,
        annotations(labels),
        state,
        isAlive ? AlertReason.CONDITION_TRUE : AlertReason.CONDITION_FALSE,
        at,
        Priority.P2,
        Origin.RULE,
        List.of(),
        generatorUrl(labels));
  }

  private static JsonNode json(List<Labels> alerts, long startsAt, long endsAt) {
    ArrayNode json = JSON.createArrayNode();
    for (Labels alert : alerts) {
      ObjectNode one = json.addObject().put("startsAt", Instant.ofEpochMilli(startsAt).toString());
      if (endsAt > 0) {
        one.put("endsAt", Instant.ofEpochMilli(endsAt).toString());
      }
      one.put("generatorURL", generatorUrl(alert));
      alert.toMap().forEach(one.putObject("labels")::put);
      annotations(alert).forEach(one.putObject("annotations")::put);
    }
    return json;
  }
}
