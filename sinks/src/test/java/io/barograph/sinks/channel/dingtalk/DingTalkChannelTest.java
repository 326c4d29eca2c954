package io.barograph.sinks.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.SecondSignatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DingTalkChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "dingtalk";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("url", url + "/robot/send?access_token=dingtalk-token-secret"),
        Map.entry("secret", "SECdingtalk-sign-secret"),
        Map.entry("at_mobiles", List.of("13800000001")));
  }

  @Override
  protected String accepted() {
    return "{\"errcode\":0,\"errmsg\":\"ok\"}";
  }

  @Override
  protected String refusal() {
    return "{\"errcode\":310000,\"errmsg\":\"sign not match\"}";
  }

  @Override
  protected String tooMany() {
    return "{\"errcode\":130101,\"errmsg\":\"send too fast, exceed 20 times per minute\"}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("dingtalk-token-secret", "SECdingtalk-sign-secret");
  }

  @Override
  protected String required() {
    return "url";
  }

  @Override
  protected Language language() {
    return Language.ZH;
  }

  @Override
  protected void checkSignature(FakeVendor.Request request) {
    assertThat(request.query("sign"))
        .isEqualTo(
            SecondSignatures.base64(
                SecondSignatures.mac(
                    "HmacSHA256",
                    "SECdingtalk-sign-secret",
                    request.query("timestamp") + "\nSECdingtalk-sign-secret")));
  }

  @Test
  void tellsFewerAlertsWhereAllWouldBeTooLong() {
    send(Notifications.large(10, 1_000));
    String body = vendor.requests().get(0).body();
    assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(10_000, 20_000);
    assertThat(body).contains("另有 5 条").contains("trade-4").doesNotContain("trade-5");
  }

  @Test
  void cutsWhatIsTooLongEvenAlone() {
    send(Notifications.large(3, 10_000));
    String body = vendor.requests().get(0).body();
    assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(15_000, 20_000);
    assertThat(body).contains("… (+");
  }

  @Test
  void writesTextAndActionCards() {
    send(with("msg_type", "text"), Notifications.firing());
    send(with("msg_type", "action_card"), Notifications.firing());
    assertThat(vendor.requests().get(0).body())
        .startsWith(
            "{\"msgtype\":\"text\",\"text\":{\"content\":\"[P1] 告警 ×2 OrdersSlow (sh) · inc-42\\n")
        .contains("@13800000001")
        .contains("\"atMobiles\":[\"13800000001\"]");
    assertThat(vendor.requests().get(1).body())
        .startsWith("{\"msgtype\":\"actionCard\"")
        .contains("\"singleTitle\":\"全部告警\"")
        .contains("\"singleURL\":\"http://barograph.example.com\"");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, RETRY, 0",
    "130101, RETRY, 60000",
    "410100, RETRY, 60000",
    "310000, REFUSED, 0",
    "0, DELIVERED, 0"
  })
  void readsCodes(String code, DeliveryOutcome.Kind kind, long wait) {
    vendor.otherwise(FakeVendor.answer(200, "{\"errcode\":" + code + "}"));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(outcome.retryAfterMillis()).isEqualTo(wait);
  }

  @Test
  void takesNoAnswerWithoutACodeForSuccess() {
    vendor.otherwise(FakeVendor.answer(200, "<html>portal</html>"));
    assertThat(send(Notifications.firing()).kind()).isEqualTo(DeliveryOutcome.Kind.REFUSED);
  }
}
