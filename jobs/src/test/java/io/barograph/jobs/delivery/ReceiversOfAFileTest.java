package io.barograph.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.route.ReceiverConfig;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.MessageTemplates;
import io.barograph.sinks.channel.NamedChannel;
import io.barograph.sinks.channel.TargetList;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader of a file gives, defaults of {@code global} among it, is what channels take. */
class ReceiversOfAFileTest {
  private static final String FILE =
      """
      global:
        resolve_timeout: 5m
        http_config: { follow_redirects: true }
        smtp_smarthost: mail.example.com:587
        smtp_from: alerts@example.com
        smtp_auth_username: alerts
        smtp_auth_password: mail-secret
        slack_api_url: https://hooks.slack.example.com/services/T0/B0/secret
        wechat_api_secret: wechat-secret
        wechat_api_corp_id: corp1
      route: { receiver: everybody }
      receivers:
        - name: everybody
          webhook_configs: [ { url: 'http://hooks.example.com/a', send_resolved: false } ]
          email_configs: [ { to: oncall@example.com, headers: { subject: '{{ .Status }}' } } ]
          slack_configs:
            - { channel: '#alerts', title: '{{ template "slack.default.title" . }}' }
            - { channel: C1, app_token: xoxb-secret }
          wechat_configs: [ { to_party: '7', agent_id: '1000002' } ]
          pagerduty_configs: [ { routing_key: pagerduty-secret, severity: critical } ]
          msteams_configs: [ { webhook_url: 'https://teams.example.com/a' } ]
          msteamsv2_configs: [ { webhook_url: 'https://teams.example.com/b' } ]
          dingtalk_configs:
            - url: https://oapi.dingtalk.com/robot/send?access_token=x
              secret: SECx
              at_mobiles: ['13800000001']
              at_all: false
          wecom_configs: [ { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x' } ]
          feishu_configs: [ { url: 'https://open.feishu.cn/open-apis/bot/v2/hook/x' } ]
          alertmanager_configs: [ { url: 'http://alertmanager.example.com:9093', valid_for: 8h } ]
          aliyun_sms_configs:
            - to: ['13800000001']
              access_key_id: a
              access_key_secret: b
              sign_name: c
              template_code: SMS_1
              template_params: { title: '{{ .Status }}' }
          tencent_sms_configs:
            - to: '+8613800000001'
              secret_id: a
              secret_key: b
              sign_name: c
              template_id: '1110'
              sdk_app_id: '1400006666'
              template_params: ['{{ .Status }}', '{{ .Priority }}']
          twilio_configs:
            - { to: '+15005550001', from: '+15005550006', account_sid: a, auth_token: b }
      """;

  @Test
  void everyKindIsMadeFromAFile() throws RoutingFileException {
    ReceiverConfig everybody =
        RoutingFile.parse("alertmanager.yml", FILE).receivers().get("everybody");
    ChannelContext context =
        ChannelContext.open(
            "http://barograph.example.com",
            TargetList.ALL,
            MessageTemplates.of(Language.EN, ZoneOffset.UTC, List.of()),
            ChannelContext.USER_AGENT);
    List<String> kinds = new ArrayList<>();
    for (NamedChannel channel : Channels.create(everybody, context)) {
      kinds.add(channel.name().replaceAll("\\[.*", ""));
      channel.channel().close();
    }
    // The scripted one is a test's own.
    assertThat(kinds)
        .containsAll(Channels.types().stream().filter(type -> !type.equals("scripted")).toList());
  }
}
