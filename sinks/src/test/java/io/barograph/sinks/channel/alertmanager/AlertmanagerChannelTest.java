package io.barograph.sinks.channel.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.Notifications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "alertmanager";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("url", url + "/am"),
        Map.entry("http_config", Map.of("bearer_token", "alertmanager-token-secret")));
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
    return List.of("alertmanager-token-secret");
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
  void keepsWhatFiresAliveUntilItHearsMore() {
    send(with("valid_for", "8h"), Notifications.firing());
    assertThat(vendor.requests().get(0).target().getPath()).isEqualTo("/am/api/v2/alerts");
    assertThat(vendor.requests().get(0).body())
        .contains("\"endsAt\":\"2026-01-01T08:10:00Z\"")
        .contains("\"endsAt\":\"2026-01-01T00:09:30Z\"");
  }
}
