package io.barograph.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Whom the job tells of alerts while it is demonstrated: a web server on this machine that takes
 * Alertmanager's webhooks.
 */
final class DemoReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY_BYTES = 4 << 20;

  private final HttpServer server;
  private final ConcurrentLinkedQueue<JsonNode> arrived = new ConcurrentLinkedQueue<>();

  private DemoReceiver(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a free port of the loopback interface. */
  static DemoReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    DemoReceiver receiver = new DemoReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived.add(JSON.readTree(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES)));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Writes the alertmanager.yml by which the job tells it, and names the file. */
  Path writeRouting(Path folder) throws IOException {
    String address = "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    String routing =
        """
        # Who is told of what while Barograph is demonstrated; an alertmanager.yml of yours is read
        # in the same way: routing.file in the configuration of the job.
        route:
          receiver: operations
          group_by: [alertname]
          group_wait: 2s
          group_interval: 5s
          repeat_interval: 4h
          routes:
          - receiver: nobody
            matchers: ['severity = none']
          - receiver: trading-desk
            matchers: ['strategy != ""']
        receivers:
        - name: nobody
        - name: operations
          webhook_configs: [{url: "%s/operations"}]
        - name: trading-desk
          webhook_configs: [{url: "%s/trading-desk"}]
        """
            .formatted(address, address);
    return Files.writeString(folder.resolve("alertmanager.yml"), routing);
  }

  /** What has arrived since it was asked last. */
  List<JsonNode> poll() {
    List<JsonNode> bodies = new ArrayList<>();
    for (JsonNode body = arrived.poll(); body != null; body = arrived.poll()) {
      bodies.add(body);
    }
    return bodies;
  }

  /** {@code told operations: 2 firing, 1 resolved of HostCpuHigh, new alerts added}. */
  static String line(JsonNode notification) {
    int firing = 0;
    int resolved = 0;
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : notification.path("alerts")) {
      boolean isFiring = alert.path("status").asText().equals("firing");
      firing += isFiring ? 1 : 0;
      resolved += isFiring ? 0 : 1;
      names.add(alert.at("/labels/alertname").asText());
    }
    List<String> counts = new ArrayList<>();
    if (firing > 0) {
      counts.add(firing + " firing");
    }
    if (resolved > 0) {
      counts.add(resolved + " resolved");
    }
    return "told      %s: %s, %s (%s)"
        .formatted(
            notification.path("receiver").asText(),
            String.join(", ", names),
            String.join(" and ", counts),
            notification.path("notification_reason").asText());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
