package io.barograph.sinks.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Notifications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "webhook";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("url", url + "/hooks/webhook-path-secret"),
        Map.entry(
            "http_config",
            Map.of("basic_auth", Map.of("username", "barograph", "password", "basic-secret"))));
  }

  @Override
  protected String accepted() {
    return "";
  }

  @Override
  protected String refusal() {
    return "";
  }

  @Override
  protected String tooMany() {
    return "";
  }

  @Override
  protected List<String> secrets() {
    return List.of("webhook-path-secret", "basic-secret");
  }

  @Override
  protected String text() {
    return "";
  }

  @Override
  protected String required() {
    return "url";
  }

  @Test
  void tellsNoMoreAlertsThanItMay() {
    send(with("max_alerts", 1), Notifications.firing());
    assertThat(vendor.requests().get(0).body())
        .contains("\"truncatedAlerts\":2")
        .contains("trade-1")
        .doesNotContain("trade-2");
  }

  @Test
  void namesTheNotificationSoThatARepetitionCanBeDropped() {
    send(Notifications.firing());
    assertThat(vendor.requests().get(0).header("X-Barograph-Notification"))
        .isEqualTo(Notifications.firing().id());
  }

  @Test
  void writesTextsAsGoDoes() {
    assertThat(WebhookBody.of(Notifications.firing(), "", 0))
        .contains("\\u003e 500ms) \\u0026 rising")
        .contains("\"receiver\":\"web\\\\.hook\"")
        .contains("\"startsAt\":\"2026-01-01T00:00:00.12Z\"")
        .contains("\"endsAt\":\"0001-01-01T00:00:00Z\"")
        .endsWith("}\n");
    // What Go 1.26 writes of the same text.
    assertThat(Json.likeGo("\001\037\n\t\r\b\f\177\u2028\u2029<>&\"\\é😀/'"))
        .isEqualTo(
            "\"\\u0001\\u001f\\n\\t\\r\\b\\f\177\\u2028\\u2029"
                + "\\u003c\\u003e\\u0026\\\"\\\\é😀/'\"");
  }
}
