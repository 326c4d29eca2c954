package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.LabelMatcher.Type;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Inhibition;
import io.barograph.core.route.Silence;
import io.barograph.core.route.SilenceAnswer;
import io.barograph.core.route.SilenceBook;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawn alerts, inhibition rules and silences: what mutes an alert is what Alertmanager says. */
class AlertmanagerMutesITCase {
  private static final int SERVERS = 3;
  private static final int ALERTS = 150;
  private static final int SILENCES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void alertmanagerMutesTheSameAlerts()
      throws IOException, InterruptedException, RoutingFileException {
    Optional<Path> program = AlertmanagerServer.program();
    assumeTrue(program.isPresent(), "skipped: Alertmanager is not installed");
    for (int seed = 200; seed < 200 + SERVERS; seed++) {
      DrawnRouting drawn = new DrawnRouting(seed);
      String file = drawn.fileOfRules();
      Path own = folder.resolve("seed-" + seed);
      try (AlertmanagerServer server = AlertmanagerServer.startWith(program.get(), own, file)) {
        AlertmanagerApi api = new AlertmanagerApi(server.address());
        SilenceBook book = silence(drawn, api);
        Inhibition inhibition = new Inhibition(RoutingFile.parse("drawn", file).inhibitRules());
        List<Labels> alerts = alerts(drawn);
        api.post("alerts", json(alerts));
        alerts.forEach(inhibition::add);
        Map<String, String> expected = new TreeMap<>();
        long now = Instant.now().toEpochMilli();
        for (Labels alert : alerts) {
          expected.put(
              alert.get("alertname"),
              inhibition.cause(alert).isPresent() + " " + book.silencedBy(alert, now));
        }
        assertThat(Set.copyOf(expected.values())).as("seed %d", seed).hasSizeGreaterThan(3);
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(muted(api)).isEqualTo(expected));
      }
    }
  }

  /** By name of alert: whether it is inhibited, and by what it is silenced. */
  private static Map<String, String> muted(AlertmanagerApi api)
      throws IOException, InterruptedException {
    Map<String, String> muted = new TreeMap<>();
    for (JsonNode alert : api.get("alerts")) {
      List<String> silences = new ArrayList<>();
      alert.at("/status/silencedBy").forEach(id -> silences.add(id.asText()));
      silences.sort(null);
      muted.put(
          alert.at("/labels/alertname").asText(),
          !alert.at("/status/inhibitedBy").isEmpty() + " " + silences);
    }
    return muted;
  }

  /** Adds drawn silences to Alertmanager and, by the ids that it gives, to a book. */
  private static SilenceBook silence(DrawnRouting drawn, AlertmanagerApi api)
      throws IOException, InterruptedException {
    SilenceBook book = new SilenceBook();
    Instant now = Instant.now();
    Instant end = now.plusSeconds(3600);
    for (int i = 0; i < SILENCES; i++) {
      List<LabelMatcher> matchers = drawn.matchers();
      ObjectNode json = JSON.createObjectNode();
      json.put("startsAt", now.toString()).put("endsAt", end.toString());
      json.put("createdBy", "a test").put("comment", "drawn");
      ArrayNode list = json.putArray("matchers");
      matchers.forEach(matcher -> list.add(json(matcher)));
      HttpResponse<String> answer = api.tryToPost("silences", json);
      Silence wanted =
          new Silence(
              "",
              matchers,
              now.toEpochMilli(),
              end.toEpochMilli(),
              "a test",
              "drawn",
              new TreeMap<>(),
              0,
              List.of());
      boolean isTaken = answer.statusCode() == 200;
      String id = isTaken ? JSON.readTree(answer.body()).path("silenceID").asText() : "refused";
      SilenceAnswer own = book.put(wanted, id, true, now.toEpochMilli());
      assertThat(own.outcome().isRefusal())
          .as("%s: %s", matchers, answer.body())
          .isEqualTo(!isTaken);
    }
    return book;
  }

  private static List<Labels> alerts(DrawnRouting drawn) {
    List<Labels> alerts = new ArrayList<>();
    for (int i = 0; i < ALERTS; i++) {
      alerts.add(drawn.alert(i));
    }
    return alerts;
  }

  private static ArrayNode json(List<Labels> alerts) {
    ArrayNode json = JSON.createArrayNode();
    for (Labels alert : alerts) {
      alert.toMap().forEach(json.addObject().putObject("labels")::put);
    }
    return json;
  }

  private static ObjectNode json(LabelMatcher matcher) {
    Type type = matcher.type();
    return JSON.createObjectNode()
        .put("name", matcher.name())
        .put("value", matcher.value())
        .put("isRegex", type == Type.REGEX || type == Type.NOT_REGEX)
        .put("isEqual", type == Type.EQUAL || type == Type.REGEX);
  }
}
