package io.barograph.sinks.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.DeliveryOutcome.Kind;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.Contexts;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.TargetList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {
  private static DeliveryOutcome send(String url, Map<String, Object> http, TargetList targets) {
    ReceiverConfig receiver =
        new ReceiverConfig(
            "people",
            List.of(
                new IntegrationConfig(
                    "webhook", 0, true, Map.of("url", url, "http_config", http))));
    try (Channel channel =
        Channels.create(receiver, Contexts.of(Language.EN, targets)).get(0).channel()) {
      return channel.send(Notifications.firing()).orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private static String authorization(Map<String, Object> http) throws IOException {
    try (FakeVendor vendor = new FakeVendor()) {
      assertThat(send(vendor.url(), http, TargetList.ALL).kind()).isEqualTo(Kind.DELIVERED);
      return vendor.requests().get(0).header("Authorization");
    }
  }

  @Test
  void showsWhoItIsAsItIsTold() throws IOException {
    assertThat(authorization(Map.of())).isEmpty();
    assertThat(authorization(Map.of("bearer_token", "one"))).isEqualTo("Bearer one");
    assertThat(authorization(Map.of("authorization", Map.of("credentials", "two"))))
        .isEqualTo("Bearer two");
    assertThat(
            authorization(
                Map.of("authorization", Map.of("type", "GenieKey", "credentials", "three"))))
        .isEqualTo("GenieKey three");
    assertThat(authorization(Map.of("basic_auth", Map.of("username", "a", "password", "ö"))))
        .isEqualTo("Basic YTrDtg==");
  }

  @Test
  void goesThroughAProxyThatAloneKnowsTheHost() throws IOException {
    try (FakeVendor proxy = new FakeVendor()) {
      Map<String, Object> http = Map.of("proxy_url", proxy.url());
      TargetList targets = new TargetList(List.of("hooks.invalid"));
      DeliveryOutcome outcome = send("http://hooks.invalid/x", http, targets);
      assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.DELIVERED);
      assertThat(proxy.requests().get(0).target()).hasToString("http://hooks.invalid/x");
      assertThat(send("http://others.invalid/x", http, targets).kind()).isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void retriesAHostThatNobodyKnowsJustNow() {
    DeliveryOutcome outcome = send("http://hooks.invalid/x", Map.of(), TargetList.ALL);
    assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    assertThat(outcome.answer()).isEqualTo("unknown host hooks.invalid");
  }

  @Test
  void refusesTheAddressesOfTheLinkItself() {
    DeliveryOutcome outcome =
        send("http://169.254.169.254/latest/meta-data", Map.of(), TargetList.ALL);
    assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.answer()).contains("an address of the link itself");
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> send("http://a.invalid/", Map.of("oauth2", Map.of()), TargetList.ALL))
        .hasMessageContaining("webhook_configs[0].http_config.oauth2: is not known");
  }
}
