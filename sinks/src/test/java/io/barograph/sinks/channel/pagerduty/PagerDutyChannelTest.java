package io.barograph.sinks.channel.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.SecondSignatures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagerDutyChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "pagerduty";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("url", url + "/v2/enqueue"),
        Map.entry("routing_key", "pagerduty-routing-secret"),
        Map.entry("details", Map.of("cluster", "{{ .CommonLabels.cluster }}")));
  }

  @Override
  protected String accepted() {
    return "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}";
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
    return List.of("pagerduty-routing-secret");
  }

  @Override
  protected String required() {
    return "routing_key";
  }

  @Test
  void namesTheGroupAsAlertmanagerDoes() {
    send(Notifications.firing());
    send(Notifications.resolved());
    String key =
        SecondSignatures.sha256("{}/{team=\"trading\"}:{alertname=\"OrdersSlow\", cluster=\"sh\"}");
    assertThat(vendor.requests())
        .allMatch(request -> request.body().contains("\"dedup_key\":\"" + key + "\""));
    assertThat(vendor.requests().get(0).body()).contains("\"event_action\":\"trigger\"");
    assertThat(vendor.requests().get(1).body()).contains("\"event_action\":\"resolve\"");
  }
}
