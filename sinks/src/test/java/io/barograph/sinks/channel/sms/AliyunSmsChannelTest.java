package io.barograph.sinks.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.SecondSignatures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AliyunSmsChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "aliyun_sms";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("api_url", url + "/"),
        Map.entry("access_key_id", "LTAIaliyun-id-secret"),
        Map.entry("access_key_secret", "aliyun-key-secret"),
        Map.entry("to", List.of("13800000001", "13800000002")),
        Map.entry("sign_name", "气压计"),
        Map.entry("template_code", "SMS_1"));
  }

  @Override
  protected String accepted() {
    return "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"1\",\"RequestId\":\"r\"}";
  }

  @Override
  protected String refusal() {
    return "{\"Code\":\"isv.AMOUNT_NOT_ENOUGH\",\"Message\":\"x\"}";
  }

  @Override
  protected String tooMany() {
    return "{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"x\"}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("LTAIaliyun-id-secret", "aliyun-key-secret");
  }

  @Override
  protected String required() {
    return "access_key_id";
  }

  @Override
  protected Language language() {
    return Language.ZH;
  }

  @Override
  protected void checkSignature(FakeVendor.Request request) {
    assertThat(SecondSignatures.aliyun("POST", request.body(), "aliyun-key-secret"))
        .isEqualTo(SecondSignatures.field(request.body(), "Signature"));
  }

  @Override
  protected String settled(String request) {
    return request
        .replaceAll("SignatureNonce=[0-9a-f-]+", "SignatureNonce=NONCE")
        .replaceAll("Signature=[^&]+", "Signature=SIGNATURE");
  }

  @Test
  void readsTheCodeBeforeTheStatus() {
    vendor.otherwise(FakeVendor.answer(400, "{\"Code\":\"Throttling.User\"}"));
    assertThat(send(Notifications.firing()).kind()).isEqualTo(DeliveryOutcome.Kind.RETRY);
  }
}
