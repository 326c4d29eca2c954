package io.barograph.sinks.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.JsonCheck;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeComRobotChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "wecom";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("url", url + "/cgi-bin/webhook/send?key=693a91f6-7aae-4bc4-97a0-wecom-secret"),
        Map.entry("at_users", List.of("zhang")));
  }

  @Override
  protected String accepted() {
    return "{\"errcode\":0,\"errmsg\":\"ok\"}";
  }

  @Override
  protected String refusal() {
    return "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}";
  }

  @Override
  protected String tooMany() {
    return "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("693a91f6-7aae-4bc4-97a0-wecom-secret");
  }

  @Override
  protected String required() {
    return "url";
  }

  @Override
  protected Language language() {
    return Language.ZH;
  }

  @Test
  void keepsWithinTheVendorsBytes() {
    send(Notifications.large(10, 200));
    JsonCheck.assertFieldBytesAtMost(vendor.requests().get(0).body(), "markdown.content", 4_096);
    assertThat(vendor.requests().get(0).body()).contains("另有");
    send(plain(), Notifications.large(10, 900));
    JsonCheck.assertFieldBytesAtMost(vendor.requests().get(1).body(), "text.content", 2_048);
  }

  @Test
  void mentionsByMobileInTexts() {
    send(plain(), Notifications.firing());
    assertThat(vendor.requests().get(0).body())
        .contains("\"mentioned_list\":[\"zhang\"],\"mentioned_mobile_list\":[\"13800000001\"]");
  }

  private Map<String, Object> plain() {
    Map<String, Object> settings = with("msg_type", "text");
    settings.put("at_mobiles", List.of("13800000001"));
    return settings;
  }
}
