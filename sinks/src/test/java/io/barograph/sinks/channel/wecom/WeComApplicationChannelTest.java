package io.barograph.sinks.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeComApplicationChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "wechat";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("api_url", url + "/cgi-bin/"),
        Map.entry("api_secret", "wechat-api-secret"),
        Map.entry("corp_id", "corp1"),
        Map.entry("agent_id", "1000002"),
        Map.entry("to_party", "7"));
  }

  @Override
  protected String accepted() {
    return "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"wechat-token-secret\",\"expires_in\":7200}";
  }

  @Override
  protected String refusal() {
    return "{\"errcode\":60020,\"errmsg\":\"not allow to access from your ip\"}";
  }

  @Override
  protected String tooMany() {
    return "{\"errcode\":45033,\"errmsg\":\"api concurrent out of limit\"}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("wechat-api-secret");
  }

  @Override
  protected String text() {
    return "message";
  }

  @Override
  protected String required() {
    return "api_secret";
  }

  @Override
  protected Language language() {
    return Language.ZH;
  }

  @Test
  void fetchesItsTokenOnceAndAgainWhenItIsRefused() {
    try (Channel channel = channel(settings(vendor.url()))) {
      send(channel, Notifications.firing());
      send(channel, Notifications.resolved());
      assertThat(paths()).containsExactly("gettoken", "message/send", "message/send");
      vendor.then(FakeVendor.answer(200, "{\"errcode\":42001,\"errmsg\":\"expired\"}"));
      assertThat(send(channel, Notifications.firing()).kind())
          .isEqualTo(DeliveryOutcome.Kind.RETRY);
      assertThat(send(channel, Notifications.firing()).kind())
          .isEqualTo(DeliveryOutcome.Kind.DELIVERED);
      assertThat(paths()).endsWith("message/send", "message/send", "gettoken", "message/send");
    }
  }

  @Test
  void tellsNoTokenEither() {
    vendor.then(
        FakeVendor.answer(200, accepted()),
        FakeVendor.answer(400, request -> request.target().toString()));
    assertThat(send(Notifications.firing()).answer())
        .contains("access_token=")
        .doesNotContain("wechat-token-secret");
  }

  private List<String> paths() {
    return vendor.requests().stream()
        .map(request -> request.target().getPath().substring("/cgi-bin/".length()))
        .toList();
  }
}
