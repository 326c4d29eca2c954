package io.barograph.sinks.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Notifications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "slack";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("api_url", url + "/services/T0/B0/slack-hook-secret"),
        Map.entry("channel", "#alerts"),
        Map.entry(
            "fields",
            List.of(
                Map.of(
                    "title", "Cluster", "value", "{{ .CommonLabels.cluster }}", "short", true))));
  }

  @Override
  protected String accepted() {
    return "ok";
  }

  @Override
  protected String refusal() {
    return "{\"ok\":false,\"error\":\"channel_not_found\"}";
  }

  @Override
  protected String tooMany() {
    return "{\"ok\":false,\"error\":\"ratelimited\"}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("slack-hook-secret");
  }

  @Override
  protected String required() {
    return "api_url";
  }

  @Test
  void keepsAGroupInTheThreadOfItsFirstMessage() {
    vendor.otherwise(FakeVendor.answer(200, "{\"ok\":true,\"ts\":\"1503435956.000247\"}"));
    Map<String, Object> settings =
        Map.of(
            "app_token", "xoxb-bot-secret",
            "app_url", vendor.url() + "/api/chat.postMessage",
            "channel", "C1");
    try (Channel channel = channel(settings)) {
      send(channel, Notifications.firing());
      send(channel, Notifications.resolved());
      send(channel, Notifications.firing());
    }
    assertThat(vendor.requests().get(0).header("Authorization"))
        .isEqualTo("Bearer xoxb-bot-secret");
    assertThat(vendor.requests())
        .extracting(request -> request.body().contains("\"thread_ts\":\"1503435956.000247\""))
        .containsExactly(false, true, false);
    assertThat(vendor.requests().get(0).body()).doesNotContain("· inc-42\"");
  }

  @Test
  void showsBlocksWhereNothingOfAnAttachmentIsConfigured() {
    try (Channel channel = channel(Map.of("api_url", vendor.url() + "/services/x"))) {
      send(channel, Notifications.firing());
    }
    assertThat(vendor.requests().get(0).body())
        .startsWith("{\"username\":\"Barograph\",\"text\":\"[P1] FIRING ×2 OrdersSlow (sh)")
        .contains(
            "\"attachments\":[{\"color\":\"danger\",\"blocks\":[{\"type\":\"header\",\"text\":"
                + "{\"type\":\"plain_text\",\"text\":\"[P1] FIRING ×2 OrdersSlow (sh)",
            "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"2 firing, 1 resolved",
            "What: p99 of orders is 812ms (&gt; 500ms) &amp; rising",
            "{\"type\":\"context\",\"elements\":[{\"type\":\"mrkdwn\",\"text\":"
                + "\"<http://barograph.example.com|All alerts>\"}]}")
        .doesNotContain("fallback", "title_link");
  }

  @Test
  void anyFieldOfAnAttachmentGivesAnAttachment() {
    for (String field : List.of("title", "text", "color", "pretext", "footer", "fallback")) {
      Map<String, Object> settings = Map.of("api_url", vendor.url() + "/services/x", field, "own");
      try (Channel channel = channel(settings)) {
        send(channel, Notifications.firing());
      }
      List<FakeVendor.Request> requests = vendor.requests();
      assertThat(requests.get(requests.size() - 1).body())
          .as(field)
          .contains("\"fallback\":", "\"" + field + "\":\"own\"")
          .doesNotContain("\"blocks\"");
    }
  }

  @Test
  void takesNoOtherTextForOk() {
    vendor.otherwise(FakeVendor.answer(200, "invalid_payload"));
    assertThat(send(Notifications.firing()).kind()).isEqualTo(DeliveryOutcome.Kind.REFUSED);
  }
}
