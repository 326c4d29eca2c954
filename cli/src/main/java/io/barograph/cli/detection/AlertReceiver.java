package io.barograph.cli.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Takes note of the alerts that a Prometheus tells its Alertmanagers, of which this is one, and of
 * the notifications that an Alertmanager sends.
 */
final class AlertReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FiredAlerts alerts;
  private final HttpServer server;

  private AlertReceiver(FiredAlerts alerts, HttpServer server) {
    this.alerts = alerts;
    this.server = server;
  }

  /** Starts one that tells {@code alerts}. */
  static AlertReceiver start(FiredAlerts alerts) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AlertReceiver receiver = new AlertReceiver(alerts, server);
    server.createContext("/api/v2/alerts", exchange -> take(exchange, receiver::told));
    server.createContext("/notified", exchange -> take(exchange, receiver::notified));
    server.start();
    return receiver;
  }

  /** {@code host:port} of the Alertmanager that this is. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The webhook that takes notifications. */
  String webhook() {
    return "http://" + address() + "/notified";
  }

  private static void take(HttpExchange exchange, BiConsumer<JsonNode, Instant> taker)
      throws IOException {
    try (exchange) {
      Instant arrived = Instant.now();
      taker.accept(JSON.readTree(exchange.getRequestBody()), arrived);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Alerts as {@code POST /api/v2/alerts} has them; they are over if their end has passed. */
  void told(JsonNode posted, Instant arrived) {
    for (JsonNode alert : posted) {
      String key = key(alert);
      alerts.fired(key, alert.at("/labels/alertname").asText(), startsAt(alert), arrived);
      Instant end = Instant.parse(alert.path("endsAt").asText());
      if (!end.isAfter(arrived)) {
        alerts.ended(key, end);
      }
    }
  }

  /** A notification as Alertmanager sends it to webhooks. */
  void notified(JsonNode notification, Instant arrived) {
    for (JsonNode alert : notification.path("alerts")) {
      if (alert.path("status").asText().equals("firing")) {
        alerts.notified(key(alert), arrived);
      }
    }
  }

  private static String key(JsonNode alert) {
    TreeMap<String, String> labels = new TreeMap<>();
    alert
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return startsAt(alert) + " " + labels;
  }

  private static Instant startsAt(JsonNode alert) {
    return Instant.parse(alert.path("startsAt").asText());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
