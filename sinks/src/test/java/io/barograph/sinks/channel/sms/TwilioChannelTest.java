package io.barograph.sinks.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Notifications;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "twilio";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("api_url", url + "/"),
        Map.entry("account_sid", "ACtwilio-account-secret"),
        Map.entry("auth_token", "twilio-token-secret"),
        Map.entry("to", List.of("+15005550001", "+15005550002")),
        Map.entry("from", "+15005550006"));
  }

  @Override
  protected String accepted() {
    return "{\"sid\":\"SM1\",\"status\":\"queued\"}";
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
    return List.of("ACtwilio-account-secret", "twilio-token-secret");
  }

  @Override
  protected String required() {
    return "account_sid";
  }

  @Test
  void tellsARepetitionOnlyToThoseWhoWereNotReached() {
    vendor.then(FakeVendor.answer(201, accepted()), FakeVendor.answer(503, ""));
    try (Channel channel = channel(settings(vendor.url()))) {
      assertThat(send(channel, Notifications.firing()).kind())
          .isEqualTo(DeliveryOutcome.Kind.RETRY);
      assertThat(send(channel, Notifications.firing()).kind())
          .isEqualTo(DeliveryOutcome.Kind.DELIVERED);
    }
    assertThat(vendor.requests())
        .extracting(request -> request.body().contains("To=%2B15005550002"))
        .containsExactly(false, true, true);
  }
}
