package io.barograph.sinks.channel.feishu;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.JsonAnswer;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.SecondSignatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeishuChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "feishu";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("url", url + "/open-apis/bot/v2/hook/feishu-hook-secret"),
        Map.entry("secret", "feishu-sign-secret"),
        Map.entry("at_users", List.of("ou_1")));
  }

  @Override
  protected String accepted() {
    return "{\"code\":0,\"msg\":\"success\",\"data\":{}}";
  }

  @Override
  protected String refusal() {
    return "{\"code\":19021,\"msg\":\"sign match fail or timestamp is not within one hour from current time\"}";
  }

  @Override
  protected String tooMany() {
    return "{\"code\":11232,\"msg\":\"frequency limited\"}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("feishu-hook-secret", "feishu-sign-secret");
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
    Map<String, String> body = JsonAnswer.scalars(request.body());
    assertThat(body.get("sign"))
        .isEqualTo(
            SecondSignatures.base64(
                SecondSignatures.mac(
                    "HmacSHA256", body.get("timestamp") + "\nfeishu-sign-secret", "")));
  }

  @ParameterizedTest
  @CsvSource({"Bad Request, REFUSED", "too many request, RETRY"})
  void readsByTheMessageWhatOneCodeMeans(String message, DeliveryOutcome.Kind kind) {
    vendor.otherwise(
        FakeVendor.answer(200, "{\"code\":9499,\"msg\":\"" + message + "\",\"data\":{}}"));
    assertThat(send(Notifications.firing()).kind()).isEqualTo(kind);
  }

  @Test
  void keepsWithinTheVendorsBytes() {
    send(Notifications.large(10, 3_000));
    assertThat(vendor.requests().get(0).body().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(20_000);
  }

  @Test
  void writesPlainTextAsWell() {
    send(with("msg_type", "text"), Notifications.firing());
    assertThat(vendor.requests().get(0).body())
        .contains("\"msg_type\":\"text\"")
        .contains("<at user_id=\\\"ou_1\\\"></at>");
  }
}
