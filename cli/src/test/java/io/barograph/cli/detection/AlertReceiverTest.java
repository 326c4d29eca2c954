package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertReceiverTest {
  private static final String LABELS = "{\"alertname\": \"OrderLatencyHigh\", \"job\": \"desk\"}";

  private final FiredAlerts alerts = new FiredAlerts();

  @Test
  void takesWhatPrometheusTellsAgainAndAgainOnce() throws Exception {
    try (AlertReceiver receiver = AlertReceiver.start(alerts)) {
      String firing = told("2126-01-01T00:00:00Z");
      post("http://" + receiver.address() + "/api/v2/alerts", firing);
      Instant told = alerts.list().get(0).told();
      post("http://" + receiver.address() + "/api/v2/alerts", firing);

      assertThat(alerts.list())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.alertName()).isEqualTo("OrderLatencyHigh");
                assertThat(alert.at()).isEqualTo("2026-11-20T10:00:00.123Z");
                assertThat(alert.told()).isEqualTo(told);
                assertThat(alert.ended()).as("an end ahead is none").isEmpty();
                assertThat(alert.notified()).isEmpty();
              });
      post("http://" + receiver.address() + "/api/v2/alerts", told("2026-11-20T10:01:00Z"));
      assertThat(alerts.list().get(0).ended()).contains(Instant.parse("2026-11-20T10:01:00Z"));
    }
  }

  @Test
  void takesTheFirstNotificationOfAnAlert() throws Exception {
    try (AlertReceiver receiver = AlertReceiver.start(alerts)) {
      post("http://" + receiver.address() + "/api/v2/alerts", told("2126-01-01T00:00:00Z"));
      post(receiver.webhook(), notification("resolved"));
      assertThat(alerts.list().get(0).notified()).as("of its end").isEmpty();
      post(receiver.webhook(), notification("firing"));
      assertThat(alerts.list().get(0).notified()).isPresent();
    }
  }

  private static String told(String endsAt) {
    return """
        [{"labels": %s, "annotations": {}, "generatorURL": "",
          "startsAt": "2026-11-20T10:00:00.123Z", "endsAt": "%s"}]
        """
        .formatted(LABELS, endsAt);
  }

  private static String notification(String status) {
    return """
        {"version": "4", "status": "firing", "alerts": [
          {"status": "%s", "labels": %s, "startsAt": "2026-11-20T10:00:00.123Z"}]}
        """
        .formatted(status, LABELS);
  }

  private static void post(String url, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(json)).build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }
}
