package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsTest {
  private static final ChannelContext CONTEXT = Contexts.of(Language.EN, TargetList.ALL);

  private static List<NamedChannel> create(IntegrationConfig... integrations) {
    return Channels.create(new ReceiverConfig("people", List.of(integrations)), CONTEXT);
  }

  private static IntegrationConfig webhook(int index, Map<String, Object> settings) {
    return new IntegrationConfig("webhook", index, index == 0, settings);
  }

  @Test
  void knowsTheChannelsThatShip() {
    assertThat(Channels.types())
        .containsExactly(
            "alertmanager",
            "aliyun_sms",
            "dingtalk",
            "email",
            "feishu",
            "msteams",
            "msteamsv2",
            "pagerduty",
            "slack",
            "tencent_sms",
            "twilio",
            "webhook",
            "wechat",
            "wecom");
  }

  @Test
  void makesWhatAReceiverNamesInItsOrder() {
    List<NamedChannel> channels =
        create(
            webhook(0, Map.of("url", "http://a.example.com/")),
            webhook(1, Map.of("url", "http://b.example.com/")),
            new IntegrationConfig("wecom", 0, true, Map.of("url", "http://c.example.com/")));
    assertThat(channels)
        .extracting(NamedChannel::name)
        .containsExactly("webhook[0]", "webhook[1]", "wecom[0]");
    assertThat(channels).extracting(NamedChannel::sendResolved).containsExactly(true, false, true);
    assertThat(channels.get(0).channel().limit()).isEqualTo(RateLimit.NONE);
    assertThat(channels.get(2).channel().limit()).isEqualTo(RateLimit.perMinute(20));
    channels.forEach(channel -> channel.channel().close());
  }

  @Test
  void saysWhatIsKnownWhereATypeIsNot() {
    assertThatThrownBy(() -> create(new IntegrationConfig("pigeon", 0, true, Map.of())))
        .isInstanceOf(ChannelException.class)
        .hasMessageStartingWith(
            "receiver \"people\": pigeon_configs: no such channel; known are alertmanager, ");
  }

  @Test
  void tellsNoPartOfAnAddressThatIsNone() {
    assertThatThrownBy(() -> create(webhook(0, Map.of("url", "htp://host/key-secret"))))
        .hasMessage(
            "receiver \"people\": webhook_configs[0].url: "
                + "is no address such as https://example.com/path");
  }

  @Test
  void readsSecretsFromFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("url"), "http://a.example.com/key\n");
    create(webhook(0, Map.of("url_file", file.toString()))).get(0).channel().close();
    assertThatThrownBy(
            () ->
                create(
                    webhook(
                        0, Map.of("url_file", file.toString(), "url", "http://a.example.com/"))))
        .hasMessageContaining("url: stands beside url_file; leave one of them out");
    assertThatThrownBy(() -> create(webhook(0, Map.of("url_file", folder + "/none"))))
        .hasMessageContaining("webhook_configs[0].url_file: cannot read " + folder + "/none");
  }

  @Test
  void readsSecretsFromTheEnvironment() throws IOException {
    String path = System.getenv("PATH");
    assertThat(path).isNotEmpty();
    Settings settings =
        Settings.of(
            webhook(0, Map.of("token", "<${env:PATH}>", "none", "${env:NO_SUCH_1}")), CONTEXT);
    assertThat(settings.text("token")).isEqualTo("<" + path + ">");
    assertThat(settings.secrets().strike("it is " + path)).isEqualTo("it is ***");
    assertThat(settings.secrets().toString()).doesNotContain(path);
    assertThatThrownBy(() -> settings.text("none"))
        .hasMessage("webhook_configs[0].none: the environment has no variable NO_SUCH_1; set it");
  }

  @Test
  void takesOneWayToShowWhoItIs() {
    Map<String, Object> http =
        Map.of("bearer_token", "one", "authorization", Map.of("credentials", "two"));
    assertThatThrownBy(
            () -> create(webhook(0, Map.of("url", "http://a.example.com/", "http_config", http))))
        .hasMessageContaining("at most one of basic_auth, authorization and bearer_token");
  }

  @Test
  void saysWhatIsNoTemplate() {
    assertThatThrownBy(
            () ->
                create(
                    new IntegrationConfig(
                        "wecom", 0, true, Map.of("url", "http://a.b/", "text", "{{ nothing }}"))))
        .hasMessageContaining("wecom_configs[0].text: is no template: ")
        .hasMessageContaining("function \"nothing\" not defined");
  }
}
