package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpServer;
import io.barograph.cli.stack.Commands;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.core.route.RoutingConfig;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawn routes and alerts: who is told, and in which group, is what Alertmanager decides. */
class AlertmanagerRoutesITCase {
  private static final int TREES = 30;
  private static final int ALERTS_OF_A_TREE = 4;
  private static final int SERVERS = 3;
  private static final int ALERTS_OF_A_SERVER = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void amtoolNamesTheSameReceivers()
      throws IOException, InterruptedException, RoutingFileException {
    Optional<Path> amtool = Commands.find("amtool");
    assumeTrue(amtool.isPresent(), "skipped: amtool is not installed");
    for (int seed = 0; seed < TREES; seed++) {
      DrawnRouting drawn = new DrawnRouting(seed);
      Path file = folder.resolve("alertmanager.yml");
      String text = drawn.file("http://127.0.0.1:1/");
      Files.writeString(file, text);
      Route root = RoutingFile.parse("drawn", text).root();
      for (int i = 0; i < ALERTS_OF_A_TREE; i++) {
        Labels alert = drawn.alert(i);
        String own = String.join(",", root.match(alert).stream().map(Route::receiver).toList());
        assertThat(own)
            .as("seed %d, alert %s", seed, alert)
            .isEqualTo(receivers(amtool.get(), file, alert));
      }
    }
  }

  private String receivers(Path amtool, Path file, Labels alert)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(amtool.toString(), "config", "routes", "test", "--config.file=" + file));
    alert
        .toMap()
        .forEach(
            (name, value) ->
                command.add(
                    name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(output).strip();
  }

  @Test
  void alertmanagerTellsTheSameReceiversInTheSameGroups()
      throws IOException, InterruptedException, RoutingFileException {
    Optional<Path> program = AlertmanagerServer.program();
    assumeTrue(program.isPresent(), "skipped: Alertmanager is not installed");
    for (int seed = 100; seed < 100 + SERVERS; seed++) {
      Set<String> told = new ConcurrentSkipListSet<>();
      HttpServer webhook = webhook(told);
      DrawnRouting drawn = new DrawnRouting(seed);
      String file = drawn.file("http://127.0.0.1:%d/".formatted(webhook.getAddress().getPort()));
      Set<String> expected = new TreeSet<>();
      ArrayNode alerts = JSON.createArrayNode();
      RoutingConfig config = RoutingFile.parse("drawn", file);
      for (int i = 0; i < ALERTS_OF_A_SERVER; i++) {
        Labels alert = drawn.alert(i);
        alert.toMap().forEach(alerts.addObject().putObject("labels")::put);
        for (Route route : config.root().match(alert)) {
          expected.add(
              route.receiver() + ' ' + route.groupKey(alert) + ' ' + alert.get("alertname"));
        }
      }
      Path own = folder.resolve("seed-" + seed);
      try (AlertmanagerServer server = AlertmanagerServer.startWith(program.get(), own, file)) {
        new AlertmanagerApi(server.address()).post("alerts", alerts);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(expected).filteredOn(one -> !told.contains(one)).isEmpty());
      } finally {
        webhook.stop(0);
      }
      assertThat(told).as("seed %d", seed).containsExactlyElementsOf(expected);
    }
  }

  private static HttpServer webhook(Set<String> told) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            JsonNode notification = JSON.readTree(exchange.getRequestBody());
            String group =
                notification.path("receiver").asText()
                    + ' '
                    + notification.path("groupKey").asText()
                    + ' ';
            notification
                .path("alerts")
                .forEach(alert -> told.add(group + alert.at("/labels/alertname").asText()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }
}
